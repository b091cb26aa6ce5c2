//! What makes a document sound: ids that are unique, references that lead somewhere, labels with
//! their field, headings with words.

use std::collections::BTreeSet;

/// Checks one document.
pub fn check(name: &str, html: &str) {
    let ids = attribute(html, "id");
    let known: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(known.len(), ids.len(), "{name}: an id stands twice: {ids:?}");
    for reference in ["for", "aria-labelledby", "aria-describedby"] {
        for asked in attribute(html, reference).iter().flat_map(|ids| ids.split(' ')) {
            assert!(known.contains(asked), "{name}: {reference} leads nowhere: {asked}");
        }
    }
    for href in attribute(html, "href") {
        if let Some(anchor) = href.strip_prefix('#') {
            assert!(known.contains(anchor), "{name}: #{anchor} leads nowhere");
        }
    }
    let labels: BTreeSet<&str> = attribute(html, "for").into_iter().collect();
    for tag in ["input", "select", "textarea"].iter().flat_map(|name| tags(html, name)) {
        let id = attribute(tag, "id").first().copied();
        let needs_label = !tag.contains("type=\"hidden\"") && !tag.contains("type=\"radio\"");
        let labelled = id.is_some_and(|id| labels.contains(id));
        assert!(labelled || !needs_label, "{name}: a field without a label: {tag}");
    }
    let headings = headings(html);
    assert!(headings.iter().all(|heading| !heading.trim().is_empty()), "{name}: {headings:?}");
    assert_eq!(tags(html, "h1").len(), 1, "{name}: one title");
    assert!(!html.contains("style=\""), "{name}: nothing is styled in place");
}

/// Returns what the document says, without its tags.
pub fn text(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let ends_block = ["/p", "/li", "/td", "/th", "/h", "/option", "/label"];
        if ends_block.iter().any(|tag| after.starts_with(tag)) {
            text.push(' ');
        }
        rest = after.split_once('>').map_or("", |(_, rest)| rest);
    }
    text.push_str(rest);
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

fn attribute<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    html.split(start.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

fn tags<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!("<{name}");
    html.match_indices(&start)
        .map(|(at, _)| html[at..].split('>').next().unwrap_or_default())
        .filter(|tag| tag.len() == start.len() || tag[start.len()..].starts_with([' ', '/']))
        .collect()
}

fn headings(html: &str) -> Vec<String> {
    let inner = |level: u8| {
        html.split(&format!("<h{level}"))
            .skip(1)
            .filter(|rest| rest.starts_with([' ', '>']))
            .filter_map(|rest| rest.split(&format!("</h{level}>")).next())
            .map(|inside| text(&format!("<h{inside}")))
            .collect::<Vec<_>>()
    };
    (1..=4).flat_map(inner).collect()
}

#[test]
fn an_unsound_document_is_found() {
    let found = |html: &str| std::panic::catch_unwind(|| check("sample", html)).is_err();
    assert!(!found("<h1>Kop</h1><label for=\"a\">A</label><input id=\"a\">"));
    for wrong in [
        "<h1></h1>",
        "<h1><!-- --></h1>",
        "<h1>Kop</h1><h2> </h2>",
        "<p>Geen kop</p>",
        "<h1>Kop</h1><p id=\"a\"></p><p id=\"a\"></p>",
        "<h1>Kop</h1><label for=\"a\">A</label>",
        "<h1>Kop</h1><input type=\"text\" id=\"a\">",
        "<h1>Kop</h1><a href=\"#a\">A</a>",
    ] {
        assert!(found(wrong), "{wrong}");
    }
}
