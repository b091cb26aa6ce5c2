//! A mail server that speaks SMTP over a real connection and can be told to misbehave.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
};

/// How a mail server behaves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Manner {
    /// Takes every mail.
    Takes,
    /// Takes the connection, and says nothing.
    Hangs,
    /// Takes every mail, and takes its time before it says so.
    TakesSlowly(Duration),
    /// Takes everything, and never says that it has the mail.
    SilentAtTheEnd,
    /// Hangs up in the middle.
    HangsUp,
    /// Answers what is no answer.
    Gibberish,
    /// Asks to come back later.
    Later,
    /// Does not take mail to this address.
    Refuses(&'static str),
    /// Wants to know who we are.
    WantsPassword,
}

/// A mail that arrived.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Arrived {
    /// To whom, as the envelope says.
    pub to: String,
    /// Everything, decoded as far as links and words need it.
    pub text: String,
}

impl Arrived {
    /// Returns the address of the link that begins with this.
    pub fn link(&self, begin: &str) -> String {
        let start = self.text.find(begin).unwrap_or_else(|| panic!("no {begin} in {}", self.text));
        let rest = &self.text[start..];
        let end = rest.find(|c: char| c.is_whitespace() || c == '"' || c == '<');
        rest[..end.unwrap_or(rest.len())].to_owned()
    }
}

/// The mail server.
pub struct PostOffice {
    /// Where it listens, as an operator would write it.
    pub address: String,
    inside: Arc<Mutex<(Manner, Vec<Arrived>)>>,
}

impl PostOffice {
    /// Opens one.
    pub async fn open(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("smtp://{}", listener.local_addr().unwrap());
        let inside = Arc::new(Mutex::new((manner, vec![])));
        let counter = inside.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let inside = counter.clone();
                tokio::spawn(async move {
                    let _ = serve(stream, inside).await;
                });
            }
        });
        Self { address, inside }
    }

    /// Lets it behave otherwise from now on.
    pub fn behave(&self, manner: Manner) {
        self.inside.lock().unwrap().0 = manner;
    }

    /// Returns what arrived so far.
    pub fn arrived(&self) -> Vec<Arrived> {
        self.inside.lock().unwrap().1.clone()
    }
}

async fn serve(
    stream: TcpStream,
    inside: Arc<Mutex<(Manner, Vec<Arrived>)>>,
) -> std::io::Result<()> {
    let manner = inside.lock().unwrap().0;
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    if manner == Manner::Hangs {
        // Until the other side gives up.
        while lines.next_line().await?.is_some() {}
        return Ok(());
    }
    if manner == Manner::Gibberish {
        return say(&mut write, "hallo").await;
    }
    say(&mut write, "220 mail.example ESMTP").await?;
    let mut to = String::new();
    while let Some(line) = lines.next_line().await? {
        let word = line.split(' ').next().unwrap_or_default().to_ascii_uppercase();
        match word.as_str() {
            "EHLO" => say(&mut write, "250-mail.example\r\n250 8BITMIME").await?,
            "MAIL" if manner == Manner::WantsPassword => {
                say(&mut write, "530 5.7.0 Authentication required").await?;
            }
            "MAIL" if manner == Manner::HangsUp => return Ok(()),
            "RCPT" => {
                to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                let answer = match manner {
                    Manner::Refuses(address) if address == to => "550 5.1.1 No such mailbox",
                    Manner::Later => "451 4.7.1 Come back later",
                    _ => "250 OK",
                };
                say(&mut write, answer).await?;
            }
            "DATA" => {
                say(&mut write, "354 Go on").await?;
                let text = mail_in(&mut lines).await?;
                let arrived = Arrived { to: to.clone(), text: decoded(&text) };
                inside.lock().unwrap().1.push(arrived);
                if manner == Manner::SilentAtTheEnd {
                    while lines.next_line().await?.is_some() {}
                    return Ok(());
                }
                if let Manner::TakesSlowly(time) = manner {
                    tokio::time::sleep(time).await;
                }
                say(&mut write, "250 OK").await?;
            }
            "QUIT" => return say(&mut write, "221 Bye").await,
            _ => say(&mut write, "250 OK").await?,
        }
    }
    Ok(())
}

/// Reads a mail up to the line with a dot alone.
async fn mail_in(lines: &mut Lines<BufReader<OwnedReadHalf>>) -> std::io::Result<String> {
    let mut text = String::new();
    while let Some(line) = lines.next_line().await? {
        if line == "." {
            break;
        }
        text.push_str(line.strip_prefix('.').unwrap_or(&line));
        text.push('\n');
    }
    Ok(text)
}

async fn say(write: &mut OwnedWriteHalf, line: &str) -> std::io::Result<()> {
    write.write_all(format!("{line}\r\n").as_bytes()).await
}

/// Undoes quoted-printable: soft ends of lines, and bytes written as numbers.
fn decoded(text: &str) -> String {
    let joined = text.replace("=\n", "");
    let mut bytes = Vec::new();
    let mut rest = joined.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let number = (*first == b'=' && 2 <= after.len())
            .then(|| std::str::from_utf8(&after[..2]).ok())
            .flatten()
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match number {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
