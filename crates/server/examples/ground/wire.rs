//! The plainest client of HTTP/1.1: one blocking connection, kept open.
//!
//! A richer client would take time of its own on both sides of a comparison and make every ratio
//! look better than it is.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
};

use super::Failure;

/// An open connection.
pub struct Line {
    stream: BufReader<TcpStream>,
    host: String,
    cookie: String,
}

/// An answer.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers, names in small letters.
    pub headers: Vec<(String, String)>,
    /// The body as it came, still compressed if it was.
    pub body: Vec<u8>,
}

impl Answer {
    /// Returns a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }
}

impl Line {
    /// Connects to `127.0.0.1:PORT`.
    pub fn open(host: &str) -> Result<Self, Failure> {
        let stream = TcpStream::connect(host)?;
        stream.set_nodelay(true)?;
        let stream = BufReader::new(stream);
        Ok(Self { stream, host: host.to_owned(), cookie: String::new() })
    }

    /// Sends this cookie from now on.
    pub fn with_cookie(mut self, cookie: &str) -> Self {
        self.cookie = format!("Cookie: {cookie}\r\n");
        self
    }

    /// Sends JSON and waits for the answer.
    pub fn post_json(&mut self, path: &str, body: &str) -> Result<Answer, Failure> {
        self.send("POST", path, "Content-Type: application/json\r\n", body)?;
        self.answer()
    }

    /// Sends a form and waits for the answer.
    pub fn post_form(&mut self, path: &str, body: &str) -> Result<Answer, Failure> {
        self.send("POST", path, "Content-Type: application/x-www-form-urlencoded\r\n", body)?;
        self.answer()
    }

    /// Asks for a page; `headers` are whole lines.
    pub fn get(&mut self, path: &str, headers: &str) -> Result<Answer, Failure> {
        self.send("GET", path, headers, "")?;
        self.answer()
    }

    /// Asks for a stream and returns once its headers are there.
    pub fn follow(mut self, path: &str) -> Result<Events, Failure> {
        self.send("GET", path, "Accept: text/event-stream\r\n", "")?;
        let (status, headers) = self.head()?;
        if status != 200 {
            return Err(format!("the stream answered {status}").into());
        }
        let chunked = headers.iter().any(|(_, value)| value == "chunked");
        Ok(Events { stream: self.stream, chunked, waiting: Vec::new() })
    }

    fn send(&mut self, method: &str, path: &str, headers: &str, body: &str) -> Result<(), Failure> {
        let (host, cookie, length) = (&self.host, &self.cookie, body.len());
        let whole = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nSec-Fetch-Site: same-origin\r\n{cookie}{headers}Content-Length: {length}\r\n\r\n{body}"
        );
        Ok(self.stream.get_mut().write_all(whole.as_bytes())?)
    }

    fn answer(&mut self) -> Result<Answer, Failure> {
        let (status, headers) = self.head()?;
        let mut answer = Answer { status, headers, body: Vec::new() };
        if let Some(length) = answer.header("content-length") {
            answer.body.resize(length.parse()?, 0);
            self.stream.read_exact(&mut answer.body)?;
        } else if answer.header("transfer-encoding") == Some("chunked") {
            while chunk(&mut self.stream, &mut answer.body)? {}
        }
        Ok(answer)
    }

    fn head(&mut self) -> Result<(u16, Vec<(String, String)>), Failure> {
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let status = line.split(' ').nth(1).ok_or("the server hung up")?.parse()?;
        let mut headers = Vec::new();
        loop {
            line.clear();
            self.stream.read_line(&mut line)?;
            let Some((name, value)) = line.trim_end().split_once(':') else {
                return Ok((status, headers));
            };
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
}

/// Reads one chunk; the last one is empty.
fn chunk(stream: &mut impl BufRead, into: &mut Vec<u8>) -> Result<bool, Failure> {
    let mut size = String::new();
    stream.read_line(&mut size)?;
    let size = usize::from_str_radix(size.trim(), 16)?;
    let start = into.len();
    into.resize(start + size + 2, 0);
    stream.read_exact(&mut into[start..])?;
    into.truncate(start + size);
    Ok(0 < size)
}

/// A stream of server-sent events.
pub struct Events {
    stream: BufReader<TcpStream>,
    chunked: bool,
    waiting: Vec<u8>,
}

impl Events {
    /// Waits for the next event that carries data, and returns its whole text.
    pub fn next(&mut self) -> Result<String, Failure> {
        loop {
            while let Some(end) = self.waiting.windows(2).position(|two| two == b"\n\n") {
                let event: Vec<u8> = self.waiting.drain(..end + 2).collect();
                let event = String::from_utf8(event)?;
                if event.contains("data:") {
                    return Ok(event);
                }
            }
            self.more()?;
        }
    }

    fn more(&mut self) -> Result<(), Failure> {
        if self.chunked {
            let goes_on = chunk(&mut self.stream, &mut self.waiting)?;
            return if goes_on { Ok(()) } else { Err("the stream ended".into()) };
        }
        let come = self.stream.fill_buf()?.to_vec();
        self.stream.consume(come.len());
        self.waiting.extend_from_slice(&come);
        if come.is_empty() { Err("the stream ended".into()) } else { Ok(()) }
    }
}
