//! Takes files in for actions, gives them on, and removes them.
//!
//! Invariant: whoever may attach nothing sends nothing: what they may do is looked at before a file is read. A file that
//! is refused for what it holds is nowhere when the answer is given, and what stood beside it is in the answer.

use std::time::Duration;

use app::{
    form::{
        BrokenForm,
        files::{AttachForm, FILE, FileTrouble, RemoveFileForm},
    },
    page::{ActionDone, ActionPage, FilesPart, RefusedDeed, RefusedFile, RefusedRemoval},
    words::Words,
};
use axum::{
    Form,
    body::{Body, Bytes},
    extract::{
        Multipart, State,
        multipart::{Field, MultipartRejection},
        rejection::FormRejection,
    },
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    ActionId, Command, File, FileId, PersonId, Refusal, RegionId, Sent, decide,
    file::FILE_BYTES_MAX, ids::CommandId,
};
use tokio::sync::OwnedSemaphorePermit;
use tracing::{error, warn};
use uuid::Uuid;

use super::{
    Hall, attachment,
    forms::{BODY_BYTES_MAX as BESIDE_BYTES_MAX, Pairs, must_be_of, once, opened},
    named::Named,
    pages,
    refusals::{self, Asking},
    visitor::Visitor,
};
use crate::{
    files::{Objection, Spool, Spooled},
    problem::Problem,
    regions::{Rejected, Sight},
    screens::actions as screens,
};

/// A file, and what is read after the most that one may have: what a browser sends by mistake, so that the page that
/// says so holds what stood beside it.
pub const BODY_BYTES_MAX: usize = FILE_BYTES_MAX as usize + 16 * 1024 * 1024;
/// The most bytes of what stands beside a file.
const FIELD_BYTES_MAX: usize = BESIDE_BYTES_MAX;
/// How much of a file is in memory before it is put aside.
const HELD_BYTES: usize = 256 * 1024;
/// How long nothing may come of a form.
const SILENT_MAX: Duration = Duration::from_secs(30);
/// How long all of it may take: ten megabytes on a slow line.
const COMES_WITHIN: Duration = Duration::from_secs(10 * 60);
/// The most fields of such a form.
const FIELDS_MAX: usize = 20;

/// Takes a file in and attaches it.
pub async fn post(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named((region, action)): Named<(RegionId, ActionId)>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Problem> {
    let asking = visitor.asking(visitor.signed_in()?.person, region);
    let sight = may_attach(&hall, asking, action).await?;
    let coming = read(&hall, form.map_err(|_| Problem::Unreadable)?).await?;
    must_be_of(asking.person, &coming.pairs)?;
    let form = AttachForm::read(&coming.pairs).map_err(|BrokenForm| Problem::Unreadable)?;
    let attaching = Attaching { hall: &hall, asking, action };
    // Everything that is wrong is told at once: a file has to be chosen anew each time.
    let mut troubles = form.troubles();
    let looked = match coming.is_lost {
        true => Err(FileTrouble::NotKept),
        false => looked_into(coming.file).await,
    };
    match looked {
        Err(trouble) => troubles.insert(0, trouble),
        Ok(spooled) if troubles.is_empty() => {
            match attaching.attach(&sight, &form, spooled).await? {
                None => {
                    let done = ActionDone::FileAttached.code();
                    let to = format!("/regio/{region}/acties/{action}?gedaan={done}#bestanden");
                    return Ok(Redirect::to(&to).into_response());
                }
                Some(trouble) => troubles.push(trouble),
            }
        }
        Ok(_) => {}
    }
    let status = status(&troubles[0]);
    let refused = Some(RefusedFile { form, troubles });
    let files = FilesPart { refused, ..FilesPart::default() };
    let page = page(&hall, &visitor, (region, action), files).await?;
    Ok((status, page).into_response())
}

/// Gives a file on, to be kept and never to be run.
pub async fn get(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named((region, file)): Named<(RegionId, FileId)>,
) -> Result<Response, Problem> {
    let person = visitor.signed_in()?.person;
    let sight = hall.regions.look(region, person).await?;
    let (_, attached) = sight.region.file(file).ok_or(Problem::NotFound)?;
    if attached.removed.is_some() {
        return Err(Problem::NotFound);
    }
    let File { id, name, hash, size, kind } = &attached.file;
    let bytes = hall.files.open(region, *id, *size).await.map_err(|broken| {
        error!(cause = %broken, region.id = %region, file.id = %id, "cannot read a file");
        Problem::FileMissing
    })?;
    let Some(bytes) = bytes else {
        error!(region.id = %region, file.id = %id, "an attached file is not in the store");
        return Err(Problem::FileMissing);
    };
    let called = match name.redacted() {
        Some(_) => Words(visitor.language).file_of_nobody(),
        None => name.as_heading(),
    };
    let text = |text: &str| HeaderValue::from_str(text).map_err(|_| Problem::Unavailable);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind.media_type())),
        (header::CONTENT_LENGTH, HeaderValue::from(*size)),
        (header::CONTENT_DISPOSITION, text(&attachment::named(called, kind.endings()[0]))?),
        (header::ETAG, text(&format!("\"{hash}\""))?),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store, no-transform")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
        (HeaderName::from_static("x-download-options"), HeaderValue::from_static("noopen")),
    ];
    Ok((headers, Body::from_stream(bytes)).into_response())
}

/// Takes the form in that removes a file; a refusal is shown with what was typed.
pub async fn post_removal(
    State(hall): State<Hall>,
    visitor: Visitor,
    Named((region, file)): Named<(RegionId, FileId)>,
    pairs: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Problem> {
    let (person, pairs) = opened(&visitor, pairs)?;
    take(&hall, &visitor, person, (region, file), &pairs).await
}

/// Reads the address of the form that removes a file.
pub fn file_at(path: &str) -> Option<(RegionId, FileId)> {
    let (region, file) = path.strip_prefix("/regio/")?.split_once("/bestanden/")?;
    Some((region.parse().ok()?, file.parse().ok()?))
}

/// Takes it in.
pub async fn take(
    hall: &Hall,
    visitor: &Visitor,
    person: PersonId,
    (region, file): (RegionId, FileId),
    pairs: &Pairs,
) -> Result<Response, Problem> {
    must_be_of(person, pairs)?;
    // What is removed is gone for good.
    visitor.must_have_proven(hall)?;
    let form = RemoveFileForm::read(pairs).map_err(|BrokenForm| Problem::Unreadable)?;
    let sight = hall.regions.look(region, person).await?;
    let (action, _) = sight.region.file(file).ok_or(Problem::NotFound)?;
    let command = form.command(action, file);
    let written = serde_json::to_vec(&command).expect("commands are plain data");
    let id = once(person, &format!("{region}/bestanden/{file}"), &form.token, &written);
    let sent = Sent { id, command };
    let refusal = match refusals::submit(hall, visitor.asking(person, region), sent).await {
        Ok(_) => {
            let done = ActionDone::FileRemoved.code();
            let to = format!("/regio/{region}/acties/{action}?gedaan={done}#bestanden");
            return Ok(Redirect::to(&to).into_response());
        }
        Err(Rejected::Refused(refusal)) => refusal,
        Err(rejected) => return Err(rejected.into()),
    };
    let status = Problem::Refused { refusal: refusal.clone() }.status();
    let removal = Some(RefusedRemoval { file, form, refusal });
    let files = FilesPart { removal, ..FilesPart::default() };
    let page = page(hall, visitor, (region, action), files).await?;
    Ok((status, page).into_response())
}

async fn page(
    hall: &Hall,
    visitor: &Visitor,
    (region, action): (RegionId, ActionId),
    files: FilesPart,
) -> Result<Response, Problem> {
    let one = ActionPage { files, ..ActionPage::of(action) };
    let page = screens::one(hall, visitor, region, one).await?;
    Ok(pages::show(hall, visitor, &page))
}

/// Looks whether somebody may attach something to this action, before anything is read.
async fn may_attach(hall: &Hall, asking: Asking, action: ActionId) -> Result<Sight, Problem> {
    let sight = hall.regions.look(asking.region, asking.person).await?;
    let found = sight.region.actions.get(&action).ok_or(Problem::NotFound)?;
    if let Err(refusal) = found.must_take_files_of(&sight.insider.actor()) {
        refusals::note(hall, asking, RefusedDeed::CarryOutAction, &refusal).await;
        return Err(Problem::Refused { refusal });
    }
    if hall.files.are_kept() { Ok(sight) } else { Err(Problem::Unavailable) }
}

/// What comes in with a form that holds a file.
#[derive(Default)]
struct Coming {
    pairs: Pairs,
    file: Option<Spool>,
    /// Whether a file came that could not be put aside.
    is_lost: bool,
    /// Its turn, until it is answered.
    turn: Option<OwnedSemaphorePermit>,
}

/// Reads a form to its end, as long as something comes: what stands beside the file, and the file as far as one may go.
async fn read(hall: &Hall, mut form: Multipart) -> Result<Coming, Problem> {
    let mut coming = Coming::default();
    let read = tokio::time::timeout(COMES_WITHIN, read_into(&mut coming, hall, &mut form)).await;
    match read.unwrap_or(Err(Broken::Slow)) {
        Ok(()) => Ok(coming),
        // What is too much by far is cut off; what came before is enough to say so where the file came last.
        Err(Broken::Form(StatusCode::PAYLOAD_TOO_LARGE)) => match &coming.file {
            Some(_) => Ok(coming),
            None if coming.is_lost => Ok(coming),
            None => Err(Problem::TooLarge),
        },
        Err(Broken::Form(_)) => Err(Problem::Unreadable),
        Err(Broken::Slow) => {
            coming.file = None;
            coming.is_lost = true;
            Ok(coming)
        }
    }
}

async fn read_into(coming: &mut Coming, hall: &Hall, form: &mut Multipart) -> Result<(), Broken> {
    for _ in 0..FIELDS_MAX {
        let next = timely(form.next_field()).await?;
        let Some(field) = next.map_err(|error| Broken::Form(error.status()))? else {
            return Ok(());
        };
        let name = field.name().unwrap_or_default().to_owned();
        match (name.as_str(), field.file_name().map(str::to_owned)) {
            (FILE, Some(called)) => spool(hall, field, &called, coming).await?,
            (FILE, None) => {}
            _ => coming.pairs.push((name, text(field).await?)),
        }
    }
    Err(Broken::Form(StatusCode::BAD_REQUEST))
}

enum Broken {
    Form(StatusCode),
    Slow,
}

/// Waits for what comes next, and not for ever.
async fn timely<T>(next: impl Future<Output = T>) -> Result<T, Broken> {
    tokio::time::timeout(SILENT_MAX, next).await.map_err(|_| Broken::Slow)
}

async fn chunk(field: &mut Field<'_>) -> Result<Option<Bytes>, Broken> {
    timely(field.chunk()).await?.map_err(|error| Broken::Form(error.status()))
}

async fn text(mut field: Field<'_>) -> Result<String, Broken> {
    let mut bytes = Vec::new();
    while let Some(part) = chunk(&mut field).await? {
        if FIELD_BYTES_MAX < bytes.len() + part.len() {
            return Err(Broken::Form(StatusCode::PAYLOAD_TOO_LARGE));
        }
        bytes.extend_from_slice(&part);
    }
    String::from_utf8(bytes).map_err(|_| Broken::Form(StatusCode::BAD_REQUEST))
}

/// Puts a file aside as it comes. A form has one. Where there is no turn or no room for it, it is read all the same: an
/// answer before that is one that many browsers do not show.
async fn spool(
    hall: &Hall,
    mut field: Field<'_>,
    called: &str,
    coming: &mut Coming,
) -> Result<(), Broken> {
    if coming.file.is_some() || coming.is_lost {
        return Err(Broken::Form(StatusCode::BAD_REQUEST));
    }
    coming.turn = hall.files.turn().await;
    let mut spool = match coming.turn {
        Some(_) => on_disk(|| Spool::begin(called)),
        None => None,
    };
    coming.is_lost = spool.is_none();
    let (mut held, mut broken) = (Vec::new(), None);
    loop {
        let part = chunk(&mut field).await;
        let is_last = !matches!(part, Ok(Some(_)));
        match part {
            Ok(Some(part)) => held.extend_from_slice(&part),
            Ok(None) => {}
            Err(error) => broken = Some(error),
        }
        if is_last || HELD_BYTES <= held.len() {
            spool = put_aside(spool, std::mem::take(&mut held)).await;
            coming.is_lost |= spool.is_none();
        }
        if is_last {
            break;
        }
    }
    // Without a name a browser sends a field in which nothing was chosen.
    coming.file = spool.filter(|spool| broken.is_some() || !called.is_empty() || !spool.is_empty());
    broken.map_or(Ok(()), Err)
}

/// Writes what came of a file. Disks take a while, and hold nobody else up.
async fn put_aside(spool: Option<Spool>, part: Vec<u8>) -> Option<Spool> {
    let mut spool = spool?;
    let taken = tokio::task::spawn_blocking(move || on_disk(|| spool.take(&part)).map(|()| spool));
    taken.await.ok().flatten()
}

fn on_disk<T>(act: impl FnOnce() -> std::io::Result<T>) -> Option<T> {
    act().map_err(|error| warn!(cause = %error, "cannot put a file aside that comes in")).ok()
}

/// Says whether a file is taken, by what it holds. Looking takes a while, and holds nobody else up.
async fn looked_into(file: Option<Spool>) -> Result<Spooled, FileTrouble> {
    let Some(file) = file else { return Err(FileTrouble::Missing) };
    let looked = tokio::task::spawn_blocking(move || on_disk(|| file.end())).await;
    let looked = looked.ok().flatten().ok_or(FileTrouble::NotKept)?;
    looked.map_err(trouble)
}

const fn trouble(objection: Objection) -> FileTrouble {
    match objection {
        Objection::Empty => FileTrouble::Empty,
        Objection::TooLarge => FileTrouble::TooLarge,
        Objection::OtherKind => FileTrouble::OtherKind,
        Objection::Lies => FileTrouble::Lies,
        Objection::Active => FileTrouble::Active,
        Objection::Program => FileTrouble::Program,
        Objection::Archive => FileTrouble::Archive,
        Objection::Macros => FileTrouble::Macros,
        Objection::Locked => FileTrouble::Locked,
        Objection::Explodes => FileTrouble::Explodes,
        Objection::Damaged => FileTrouble::Damaged,
        Objection::OtherSpelling => FileTrouble::OtherSpelling,
    }
}

/// Somebody who attaches a file.
struct Attaching<'h> {
    hall: &'h Hall,
    asking: Asking,
    action: ActionId,
}

impl Attaching<'_> {
    /// Puts a file down and attaches it; the same form twice has the effect of once. Returns why it is refused, if it
    /// is.
    async fn attach(
        &self,
        sight: &Sight,
        form: &AttachForm,
        spooled: Spooled,
    ) -> Result<Option<FileTrouble>, Problem> {
        let Asking { person, region, .. } = self.asking;
        let place = format!("{region}/acties/{}/bestanden", self.action);
        let held = spooled.held;
        let form_says = [&held.hash.0[..], form.name.as_str().as_bytes()].concat();
        let CommandId(id) = once(person, &place, &form.token, &form_says);
        let (id, name) = (FileId(Uuid::new_v5(&id, b"file")), form.name.clone());
        let file = File { id, name, hash: held.hash, size: held.size, kind: held.kind };
        let command = Command::AttachFile { action: self.action, file: Box::new(file.clone()) };
        let written = serde_json::to_vec(&command).expect("commands are plain data");
        let sent = Sent { id: once(person, &place, &form.token, &written), command };
        let now = self.hall.clock.now();
        // What the rules refuse is not put down at all.
        if let Err(refusal) = decide(&sight.region, &sight.insider.actor(), &sent, now) {
            return refused(refusal).map(Some);
        }
        if let Err(error) = self.hall.files.stage(region, &file, spooled, now).await {
            error!(cause = %error, region.id = %region, "cannot keep a file");
            return Ok(Some(FileTrouble::NotKept));
        }
        match refusals::submit(self.hall, self.asking, sent).await {
            Ok(_) => Ok(None),
            // What was put down stays for a day: that the entry was refused may be the answer to another try.
            Err(Rejected::Refused(refusal)) => refused(refusal).map(Some),
            Err(Rejected::Busy | Rejected::Overtaken | Rejected::OutOfOrder) => {
                Ok(Some(FileTrouble::NotKept))
            }
            Err(rejected) => Err(rejected.into()),
        }
    }
}

fn refused(refusal: Refusal) -> Result<FileTrouble, Problem> {
    match refusal {
        Refusal::NotHere => Err(Problem::NotFound),
        refusal => Ok(FileTrouble::Refused(refusal)),
    }
}

fn status(trouble: &FileTrouble) -> StatusCode {
    match trouble {
        FileTrouble::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        FileTrouble::OtherKind
        | FileTrouble::Lies
        | FileTrouble::Active
        | FileTrouble::Program
        | FileTrouble::Archive
        | FileTrouble::Macros
        | FileTrouble::OtherSpelling => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        FileTrouble::NotKept => StatusCode::SERVICE_UNAVAILABLE,
        FileTrouble::Refused(refusal) => Problem::Refused { refusal: refusal.clone() }.status(),
        FileTrouble::Missing
        | FileTrouble::Empty
        | FileTrouble::Locked
        | FileTrouble::Explodes
        | FileTrouble::Damaged
        | FileTrouble::NotSaid => StatusCode::UNPROCESSABLE_ENTITY,
    }
}
