//! Files of tests: small real ones of each kind, made here, and the form that sends them.

use std::io::{Cursor, Write};

use domain::{ActionId, FileKind};
use reqwest::{Client, Response, header, multipart};
use uuid::Uuid;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{served::Served, visit::page};

/// A file of a test.
#[derive(Clone, Debug)]
pub struct Sample {
    /// What its owner calls it.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl Sample {
    /// Makes a file.
    pub fn new(name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: bytes.into() }
    }
}

/// Returns a small file of a kind.
pub fn sample(kind: FileKind) -> Sample {
    let name = format!("Lijst.{}", kind.endings()[0]);
    Sample::new(&name, bytes(kind))
}

fn bytes(kind: FileKind) -> Vec<u8> {
    match kind {
        FileKind::Pdf => b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n".to_vec(),
        FileKind::Png => {
            let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0".to_vec();
            png.extend(b"\x1f\x15\xc4\x89\0\0\0\nIDATx\x9cc\0\x01\0\0\x05\0\x01\r\n-\xb4\0\0\0\0IEND\xaeB`\x82");
            png
        }
        FileKind::Jpeg => b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xd9".to_vec(),
        FileKind::Text => "Elke school heeft één aanspreekpunt.\n".into(),
        FileKind::Csv => "\u{feff}School;Functie\r\nDe Wilg;zorgcoördinator\r\n".into(),
        FileKind::Docx => office("wordprocessingml.document.main+xml", &[]),
        FileKind::Xlsx => office("spreadsheetml.sheet.main+xml", &[]),
        FileKind::Pptx => office("presentationml.presentation.main+xml", &[]),
        FileKind::Odt | FileKind::Ods | FileKind::Odp => {
            archive(&[("mimetype", kind.media_type().as_bytes()), ("content.xml", b"<office/>")])
        }
    }
}

/// Returns an office document with these parts as well.
pub fn office(main: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let types = format!(
        "<Types><Override PartName=\"/main.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.{main}\"/></Types>"
    );
    let parts = [("[Content_Types].xml", types.as_bytes()), ("main.xml", b"<main/>".as_slice())];
    archive(&parts.into_iter().chain(more.iter().copied()).collect::<Vec<_>>())
}

/// Returns an archive of these parts.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Adds a file to an action as its form does, with everything that the form asks.
pub async fn attach(served: &Served, client: &Client, action: ActionId, file: Sample) -> Response {
    let token = Uuid::new_v4().to_string();
    attach_with(served, client, action, &token, file).await
}

/// The same with the token of a page.
pub async fn attach_with(
    served: &Served,
    client: &Client,
    action: ActionId,
    token: &str,
    file: Sample,
) -> Response {
    let form =
        [("formulier", token), ("wat-is-dit", "Lijst met aanspreekpunten"), ("geen-zaken", "ja")];
    upload(served, client, &page(&format!("/acties/{action}/bestanden")), &form, file).await
}

/// Sends a form with a file.
pub async fn upload(
    served: &Served,
    client: &Client,
    path: &str,
    form: &[(&str, &str)],
    file: Sample,
) -> Response {
    let mut whole = multipart::Form::new();
    for (name, value) in form {
        whole = whole.text((*name).to_owned(), (*value).to_owned());
    }
    let part = multipart::Part::bytes(file.bytes).file_name(file.name);
    let post = client.post(served.at(path)).header(header::ACCEPT, "text/html");
    post.multipart(whole.part("bestand", part)).send().await.unwrap()
}
