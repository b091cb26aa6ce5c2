//! A Rust file, read for judging: its words, paths, functions and enums, tests left out.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{
    Attribute, ImplItemFn, Item, ItemFn, ItemMod, TraitItemFn, UseTree,
    spanned::Spanned,
    visit::{self, Visit},
};

use crate::house::Unreadable;

/// A parsed file.
pub struct Source {
    /// The file, from the root of the repository.
    pub file: String,
    /// What it says.
    pub text: String,
    /// Whether all of it is for tests.
    pub is_test: bool,
    syntax: syn::File,
}

/// A word, a text or a mark of the program itself, without comments and tests.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands.
    pub line: usize,
}

/// The kinds of token that rules look at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TokenKind {
    /// An identifier or keyword.
    Word(String),
    /// The value of a string.
    Text(String),
    /// A punctuation mark, or a bracket that opens or closes.
    Mark(char),
    /// Another literal.
    Other,
}

/// A path such as `std::fs::read`, as used or as imported.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Path {
    /// Where it stands.
    pub line: usize,
    /// Its words, in order.
    pub words: Vec<String>,
}

/// A function and its length.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// Where its signature begins.
    pub line: usize,
    /// How many lines it takes, from signature to closing bracket.
    pub lines: usize,
}

/// A variant of an enum.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Variant {
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub line: usize,
}

impl Source {
    /// Parses a file.
    pub fn parse(file: impl Into<String>, text: impl Into<String>) -> Result<Source, Unreadable> {
        let (file, text) = (file.into(), text.into());
        let syntax = syn::parse_file(&text)
            .map_err(|source| Unreadable::Rust { file: file.clone(), source })?;
        let is_test =
            file.contains("/tests/") || file.contains("/benches/") || file.ends_with("/tests.rs");
        Ok(Source { file, text, is_test, syntax })
    }

    /// Returns the tokens of everything that is not a test.
    pub fn tokens(&self) -> Vec<Token> {
        let mut tokens = Vec::new();
        if !self.is_test {
            flatten(self.program(), &mut tokens);
        }
        tokens
    }

    /// Returns the paths that are used or imported outside tests.
    pub fn paths(&self) -> Vec<Path> {
        let mut paths = used_paths(&without_imports(self.tokens()));
        if !self.is_test {
            collect_imports(&self.syntax.items, &mut paths);
        }
        paths.sort();
        paths.dedup();
        paths
    }

    /// Returns every function with a body, tests included.
    pub fn functions(&self) -> Vec<Function> {
        let mut found = Functions(Vec::new());
        found.visit_file(&self.syntax);
        found.0
    }

    /// Returns the variants of an enum, or nothing if it is not defined here.
    pub fn variants(&self, name: &str) -> Option<Vec<Variant>> {
        self.syntax.items.iter().find_map(|item| match item {
            Item::Enum(found) if found.ident == name => {
                let variant = |variant: &syn::Variant| Variant {
                    name: variant.ident.to_string(),
                    line: line(variant.ident.span()),
                };
                Some(found.variants.iter().map(variant).collect())
            }
            _ => None,
        })
    }

    /// Returns the names of the traits that are defined here, with their lines.
    pub fn traits(&self) -> Vec<Variant> {
        let defined = self.syntax.items.iter().filter_map(|item| match item {
            Item::Trait(found) => {
                Some(Variant { name: found.ident.to_string(), line: line(found.ident.span()) })
            }
            _ => None,
        });
        defined.collect()
    }

    /// Returns the last word of each trait that is implemented here, once per implementation.
    pub fn implementations(&self) -> Vec<String> {
        let mut found = Implementations(Vec::new());
        found.visit_file(&self.syntax);
        found.0
    }

    /// Returns the modules in other files that are compiled for tests only, without their ending.
    pub fn test_modules(&self) -> Vec<String> {
        let folder = match self.file.rsplit_once('/') {
            Some((folder, "lib.rs" | "main.rs" | "mod.rs")) => folder.to_owned(),
            _ => self.file.trim_end_matches(".rs").to_owned(),
        };
        let modules = self.syntax.items.iter().filter_map(|item| match item {
            Item::Mod(ItemMod { attrs, ident, content: None, .. }) if for_tests(attrs) => {
                Some(ident)
            }
            _ => None,
        });
        modules.map(|module| format!("{folder}/{module}")).collect()
    }

    fn program(&self) -> TokenStream {
        let mut program = TokenStream::new();
        for attribute in &self.syntax.attrs {
            attribute.to_tokens(&mut program);
        }
        push_items(&self.syntax.items, &mut program);
        program
    }
}

fn push_items(items: &[Item], program: &mut TokenStream) {
    for item in items.iter().filter(|item| !item_for_tests(item)) {
        match item {
            Item::Mod(ItemMod { content: Some((_, inner)), .. }) => push_items(inner, program),
            other => other.to_tokens(program),
        }
    }
}

fn item_for_tests(item: &Item) -> bool {
    match item {
        Item::Mod(found) => for_tests(&found.attrs),
        Item::Fn(found) => for_tests(&found.attrs),
        Item::Use(found) => for_tests(&found.attrs),
        Item::Impl(found) => for_tests(&found.attrs),
        Item::Struct(found) => for_tests(&found.attrs),
        Item::Macro(found) => {
            found.mac.path.segments.last().is_some_and(|name| name.ident == "proptest")
        }
        _ => false,
    }
}

fn for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let tokens = attribute.meta.to_token_stream().to_string().replace(' ', "");
        tokens == "cfg(test)"
            || tokens.starts_with("cfg(all(test,")
            || tokens == "test"
            || tokens == "tokio::test"
    })
}

fn flatten(stream: TokenStream, tokens: &mut Vec<Token>) {
    let mut trees = stream.into_iter().peekable();
    while let Some(tree) = trees.next() {
        let line = line(tree.span());
        match tree {
            TokenTree::Punct(mark) if mark.as_char() == '#' => {
                let inner = trees.next_if(
                    |next| matches!(next, TokenTree::Punct(mark) if mark.as_char() == '!'),
                );
                // A doc comment is no part of the program.
                if trees.next_if(documents).is_none() {
                    let marks = [Some('#'), inner.map(|_| '!')];
                    let marks = marks.into_iter().flatten().map(TokenKind::Mark);
                    tokens.extend(marks.map(|kind| Token { kind, line }));
                }
            }
            TokenTree::Punct(mark) => {
                tokens.push(Token { kind: TokenKind::Mark(mark.as_char()), line })
            }
            TokenTree::Ident(word) => {
                tokens.push(Token { kind: TokenKind::Word(word.to_string()), line })
            }
            TokenTree::Literal(literal) => {
                tokens.push(Token { kind: literal_kind(&literal), line })
            }
            TokenTree::Group(group) => {
                let (open, close) = brackets(group.delimiter());
                tokens.push(Token { kind: TokenKind::Mark(open), line });
                flatten(group.stream(), tokens);
                let line = self::line(group.span_close());
                tokens.push(Token { kind: TokenKind::Mark(close), line });
            }
        }
    }
}

fn documents(tree: &TokenTree) -> bool {
    let TokenTree::Group(group) = tree else { return false };
    matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(word)) if word == "doc")
}

fn literal_kind(literal: &proc_macro2::Literal) -> TokenKind {
    match syn::parse_str::<syn::Lit>(&literal.to_string()) {
        Ok(syn::Lit::Str(text)) => TokenKind::Text(text.value()),
        _ => TokenKind::Other,
    }
}

fn brackets(delimiter: Delimiter) -> (char, char) {
    match delimiter {
        Delimiter::Parenthesis => ('(', ')'),
        Delimiter::Brace => ('{', '}'),
        Delimiter::Bracket => ('[', ']'),
        Delimiter::None => (' ', ' '),
    }
}

fn line(span: proc_macro2::Span) -> usize {
    span.start().line
}

/// Imports are read from the syntax, where a group shows what each of its names belongs to.
fn without_imports(tokens: Vec<Token>) -> Vec<Token> {
    let mut importing = false;
    let outside = tokens.into_iter().filter(|token| {
        importing |= token.kind == TokenKind::Word("use".into());
        let kept = !importing;
        importing &= token.kind != TokenKind::Mark(';');
        kept
    });
    outside.collect()
}

fn used_paths(tokens: &[Token]) -> Vec<Path> {
    let mut paths: Vec<Path> = Vec::new();
    let mut marks = 2;
    let mut continues = false;
    for token in tokens {
        match &token.kind {
            TokenKind::Word(word) => {
                match paths.last_mut() {
                    Some(path) if continues && marks == 2 => path.words.push(word.clone()),
                    _ => paths.push(Path { words: vec![word.clone()], line: token.line }),
                }
                (continues, marks) = (true, 0);
            }
            TokenKind::Mark(':') => marks += 1,
            _ => continues = false,
        }
    }
    paths
}

fn collect_imports(items: &[Item], paths: &mut Vec<Path>) {
    for item in items.iter().filter(|item| !item_for_tests(item)) {
        match item {
            Item::Use(found) => expand(&found.tree, &mut Vec::new(), paths),
            Item::Mod(ItemMod { content: Some((_, inner)), .. }) => collect_imports(inner, paths),
            _ => {}
        }
    }
}

fn expand(tree: &UseTree, before: &mut Vec<String>, paths: &mut Vec<Path>) {
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            expand(&path.tree, before, paths);
            before.pop();
        }
        UseTree::Group(group) => {
            for tree in &group.items {
                expand(tree, before, paths);
            }
        }
        UseTree::Name(_) | UseTree::Rename(_) | UseTree::Glob(_) => {
            let last = match tree {
                UseTree::Name(name) => name.ident.to_string(),
                UseTree::Rename(rename) => rename.ident.to_string(),
                _ => "*".to_owned(),
            };
            let words = before.iter().cloned().chain([last]).collect();
            paths.push(Path { words, line: line(tree.span()) });
        }
    }
}

struct Functions(Vec<Function>);

impl Functions {
    fn add(&mut self, signature: &syn::Signature, body: &syn::Block) {
        let start = line(signature.span());
        self.0.push(Function {
            name: signature.ident.to_string(),
            line: start,
            lines: body.span().end().line - start + 1,
        });
    }
}

impl<'ast> Visit<'ast> for Functions {
    fn visit_item_fn(&mut self, found: &'ast ItemFn) {
        self.add(&found.sig, &found.block);
        visit::visit_item_fn(self, found);
    }

    fn visit_impl_item_fn(&mut self, found: &'ast ImplItemFn) {
        self.add(&found.sig, &found.block);
        visit::visit_impl_item_fn(self, found);
    }

    fn visit_trait_item_fn(&mut self, found: &'ast TraitItemFn) {
        if let Some(body) = &found.default {
            self.add(&found.sig, body);
        }
        visit::visit_trait_item_fn(self, found);
    }
}

struct Implementations(Vec<String>);

impl<'ast> Visit<'ast> for Implementations {
    fn visit_item_impl(&mut self, found: &'ast syn::ItemImpl) {
        if let Some((_, path, _)) = &found.trait_ {
            self.0.extend(path.segments.last().map(|word| word.ident.to_string()));
        }
        visit::visit_item_impl(self, found);
    }
}
