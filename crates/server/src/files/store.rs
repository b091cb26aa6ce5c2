//! Where the bytes of files are: a folder, or a bucket of an S3-compatible store.
//!
//! Invariant: what is put down there does not change. No key and no secret is printed.

use std::{
    io,
    path::{Path as FolderPath, PathBuf},
    sync::Arc,
    time::Duration,
};

use domain::{FileId, RegionId};
use futures_util::{StreamExt, TryStreamExt};
use object_store::{
    ClientOptions, Error, ObjectStore, ObjectStoreExt, PutPayload, RetryConfig,
    aws::AmazonS3Builder, buffered::BufWriter, local::LocalFileSystem, path::Path,
};
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

use super::{Bytes, spool::Spooled, unfinished};

/// The bytes that are held in memory while a file is put down: the least that a part of an upload may have.
const PART_BYTES: usize = 5 * 1024 * 1024;
/// How long a store may take to answer.
const ANSWERS_WITHIN: Duration = Duration::from_secs(30);
/// How long it may take to be reached.
const REACHED_WITHIN: Duration = Duration::from_secs(5);
/// How often it is asked once more.
const RETRIES_MAX: usize = 3;
/// How long that may take altogether: whoever adds a file waits for it.
const RETRIES_TAKE_MAX: Duration = Duration::from_secs(20);

/// A place for the bytes of files.
#[derive(Clone, Debug)]
pub struct Store {
    inner: Arc<dyn ObjectStore>,
    prefix: Path,
    /// Where it is a folder, which.
    folder: Option<PathBuf>,
}

/// Something that is in a store.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// Of which region.
    pub region: RegionId,
    /// Which.
    pub file: FileId,
    /// How many bytes.
    pub size: u64,
    /// How many seconds it has been there.
    pub age_s: i64,
}

/// Why a file cannot be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    /// No place was set.
    #[error("no place is set for files (KETENTAFEL_FILES)")]
    NotSet,
    /// The place cannot be used.
    #[error(
        "cannot keep files in {place}: set KETENTAFEL_FILES to a folder that this program may write, or to s3://BUCKET/PREFIX"
    )]
    Unusable {
        /// Which.
        place: String,
        /// What was said there.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The store did not do it.
    #[error("the store of files did not answer as it should")]
    Store(#[from] Error),
    /// What was put aside could not be read.
    #[error("cannot read or write a file")]
    Io(#[from] io::Error),
    /// The table.
    #[error("cannot read or write the table of files")]
    Table(#[from] sqlx::Error),
    /// A region could not be read.
    #[error("cannot read the region of a file")]
    Region(#[from] crate::regions::Rejected),
    /// The same file is about to go.
    #[error("this file is about to be deleted")]
    Going,
    /// What is there is not as large as the entry says.
    #[error("a file in the store has {found} bytes, and should have {wanted}")]
    OtherSize {
        /// How many there are.
        found: u64,
        /// How many there should be.
        wanted: u64,
    },
}

impl Store {
    /// Opens the place that an operator set, where there is one: a folder that was never made holds nothing.
    pub fn there(setting: &str) -> Result<Option<Self>, FilesError> {
        let is_there = setting.starts_with("s3://") || FolderPath::new(setting).is_dir();
        is_there.then(|| Self::at(setting)).transpose()
    }

    /// Opens the place that an operator set, and shows that files can be kept there.
    pub async fn open(setting: &str) -> Result<Self, FilesError> {
        let store = Self::at(setting)?;
        let probe = store.prefix.clone().join(format!("probe-{}", Uuid::new_v4().simple()));
        let tried = match store.inner.put(&probe, PutPayload::from_static(b"probe")).await {
            Ok(_) => store.inner.delete(&probe).await,
            Err(error) => Err(error),
        };
        match tried {
            Ok(()) => Ok(store),
            Err(error) => Err(unusable(setting, error)),
        }
    }

    /// Names the place that an operator set. A folder is made where there is none.
    pub fn at(setting: &str) -> Result<Self, FilesError> {
        match setting.strip_prefix("s3://") {
            Some(address) => bucket(setting, address),
            None => folder(FolderPath::new(setting)),
        }
    }

    fn path(&self, region: RegionId, file: FileId) -> Path {
        self.folder_of_regions().join(region.to_string()).join(file.to_string())
    }

    fn folder_of_regions(&self) -> Path {
        self.prefix.clone().join("regions")
    }

    /// Puts a file down: all of it, or nothing.
    pub(super) async fn put(
        &self,
        region: RegionId,
        file: FileId,
        spooled: Spooled,
    ) -> Result<(), FilesError> {
        let mut from = tokio::fs::File::from_std(spooled.into_file()?);
        let to = self.path(region, file);
        let mut writer = BufWriter::with_capacity(self.inner.clone(), to, PART_BYTES);
        if let Err(error) = tokio::io::copy(&mut from, &mut writer).await {
            let _ = writer.abort().await;
            return Err(error.into());
        }
        writer.shutdown().await?;
        Ok(())
    }

    /// Puts down what comes from another store: all of it, or nothing.
    pub(super) async fn put_stream(
        &self,
        region: RegionId,
        file: FileId,
        mut bytes: Bytes,
    ) -> Result<(), FilesError> {
        let to = self.path(region, file);
        let mut writer = BufWriter::with_capacity(self.inner.clone(), to, PART_BYTES);
        let put = async {
            while let Some(part) = bytes.try_next().await? {
                writer.put(part).await?;
            }
            writer.shutdown().await?;
            Ok(())
        };
        let put: Result<(), FilesError> = put.await;
        if put.is_err() {
            let _ = writer.abort().await;
        }
        put
    }

    /// Returns what a file holds; nothing where it is not there.
    pub(super) async fn get(
        &self,
        region: RegionId,
        file: FileId,
        wanted: u64,
    ) -> Result<Option<Bytes>, FilesError> {
        let got = match self.inner.get(&self.path(region, file)).await {
            Ok(got) => got,
            Err(Error::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let found = got.meta.size;
        if found != wanted {
            return Err(FilesError::OtherSize { found, wanted });
        }
        Ok(Some(got.into_stream().map_err(FilesError::from).boxed()))
    }

    /// Deletes a file; one that is not there is deleted.
    pub(super) async fn delete(&self, region: RegionId, file: FileId) -> Result<(), FilesError> {
        match self.inner.delete(&self.path(region, file)).await {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Deletes from a folder what a server that was killed wrote a part of, a day ago or longer. A bucket clears away
    /// such uploads by itself.
    pub(super) async fn clear_unfinished(&self) -> Result<usize, FilesError> {
        let Some(folder) = &self.folder else { return Ok(0) };
        let regions = folder.join("regions");
        let cleared = tokio::task::spawn_blocking(move || unfinished::clear(&regions)).await;
        Ok(cleared.map_err(io::Error::other)??)
    }

    /// Returns everything that is there, and that this program put there.
    pub(super) async fn all(&self) -> Result<Vec<Found>, FilesError> {
        let under = self.folder_of_regions();
        let mut listed = self.inner.list(Some(&under));
        let mut found = Vec::new();
        while let Some(meta) = listed.try_next().await? {
            let parts: Vec<String> =
                meta.location.parts().map(|part| part.as_ref().to_owned()).collect();
            let [.., region, file] = &parts[..] else { continue };
            if let (Ok(region), Ok(file)) = (region.parse(), file.parse()) {
                let age_s = (now_s() - meta.last_modified.timestamp()).max(0);
                found.push(Found { region, file, size: meta.size, age_s });
            }
        }
        Ok(found)
    }
}

fn now_s() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.ok().and_then(|since| i64::try_from(since.as_secs()).ok()).unwrap_or_default()
}

fn folder(folder: &FolderPath) -> Result<Store, FilesError> {
    let place = || folder.display().to_string();
    make(folder).map_err(|error| unusable(&place(), error))?;
    let inner =
        LocalFileSystem::new_with_prefix(folder).map_err(|error| unusable(&place(), error))?;
    // As durable as the entry that attaches it.
    let inner = inner.with_fsync(true).with_automatic_cleanup(false);
    Ok(Store { inner: Arc::new(inner), prefix: Path::default(), folder: Some(folder.to_owned()) })
}

/// Makes a folder that nobody but this program reads.
fn make(folder: &FolderPath) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    if folder.is_dir() {
        return Ok(());
    }
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

fn bucket(setting: &str, address: &str) -> Result<Store, FilesError> {
    crate::tls::prepare();
    let (bucket, prefix) = address.split_once('/').unwrap_or((address, ""));
    let prefix = Path::parse(prefix.trim_matches('/')).map_err(|error| unusable(setting, error))?;
    let retry = RetryConfig {
        max_retries: RETRIES_MAX,
        retry_timeout: RETRIES_TAKE_MAX,
        ..RetryConfig::default()
    };
    // Whether plain HTTP is allowed stands in the environment, as the keys do.
    let allows_http = std::env::var("AWS_ALLOW_HTTP").is_ok_and(|is| is == "true" || is == "1");
    let client = ClientOptions::new()
        .with_timeout(ANSWERS_WITHIN)
        .with_connect_timeout(REACHED_WITHIN)
        .with_allow_http(allows_http);
    let inner = AmazonS3Builder::from_env()
        .with_bucket_name(bucket)
        .with_retry(retry)
        // Each by itself: not every store deletes several at once, and each needs one right less.
        .with_disable_bulk_delete(true)
        .with_client_options(client)
        .build()
        .map_err(|error| unusable(setting, error))?;
    Ok(Store { inner: Arc::new(inner), prefix, folder: None })
}

fn unusable(
    place: &str,
    source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> FilesError {
    FilesError::Unusable { place: place.to_owned(), source: source.into() }
}
