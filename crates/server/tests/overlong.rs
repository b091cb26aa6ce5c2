//! More than a door takes: it is answered, and what is sent next over the same connection as well.

#![allow(clippy::unwrap_used)] // A test stops where it breaks.

mod stage;

use stage::{Stage, house::*, served::Served, visit::*};

on_both_engines! {
    too_much_is_answered_and_the_connection_goes_on
}

/// Sends requests over one connection, each after the answer to the one before; returns the statuses, and whether the
/// last answer says that the connection ends.
async fn over_one_connection(served: &Served, requests: &[(String, usize)]) -> (Vec<u16>, bool) {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let host = served.at("").trim_start_matches("http://").trim_end_matches('/').to_owned();
    let mut line = tokio::net::TcpStream::connect(&host).await.unwrap();
    let (mut statuses, mut ends) = (vec![], false);
    for (head, bytes) in requests {
        let head = format!("{head}Host: {host}\r\nContent-Length: {bytes}\r\n\r\n");
        line.write_all(head.as_bytes()).await.unwrap();
        // Of what has no end the server reads a part, and then hangs up.
        let _ = line.write_all(&b"y".repeat(*bytes)).await;
        let (mut answer, mut part) = (vec![], [0; 8_192]);
        let head = loop {
            let read = line.read(&mut part).await.unwrap();
            assert_ne!(read, 0, "the connection ended before its answer: {statuses:?}");
            answer.extend_from_slice(&part[..read]);
            let text = String::from_utf8_lossy(&answer).into_owned();
            if let Some((head, rest)) = text.split_once("\r\n\r\n") {
                let head = head.to_lowercase();
                let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
                match length.map(|length| length.parse::<usize>().unwrap()) {
                    Some(length) if rest.len() < length => {}
                    None if !rest.ends_with("0\r\n\r\n") => {}
                    _ => break head,
                }
            }
        };
        statuses.push(head.split(' ').nth(1).unwrap().parse().unwrap());
        ends = head.contains("connection: close");
    }
    (statuses, ends)
}

async fn too_much_is_answered_and_the_connection_goes_on(stage: Stage) {
    let served = Served::new(&stage).await;
    let kind = "Content-Type: application/x-www-form-urlencoded\r\n";
    let post = |path: &str, more: &str| format!("POST {path} HTTP/1.1\r\n{kind}{more}");
    let (form, command) = (check(4), format!("/regio/{REGION}/opdrachten"));
    let requests = [(&form, 600_000), (&command, 6_000_000), (&form, 12), (&form, 2_000_000)];
    let requests = requests.map(|(path, bytes)| (post(path, ""), bytes));
    let (statuses, ends) = over_one_connection(&served, &requests).await;
    // Nobody is signed in.
    assert_eq!(statuses, [413, 401, 401, 413]);
    assert!(!ends);
    // Without end, or what nobody reads: the answer says that the connection ends.
    let endless = [(post(&form, ""), 18_000_000)];
    let (_, ends) = over_one_connection(&served, &endless).await;
    assert!(ends);
    let asked = [(format!("GET /inloggen HTTP/1.1\r\n{kind}"), 12)];
    let (statuses, ends) = over_one_connection(&served, &asked).await;
    assert_eq!((statuses, ends), (vec![200], true));
}
