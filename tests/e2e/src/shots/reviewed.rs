//! The pictures that somebody has looked at, and what is different from them.
//!
//! There is one file for each state. It has the card and the row four times, so
//! that each language, each scheme and each width meets each of the others:
//!
//! | | narrow | wide |
//! | --- | --- | --- |
//! | English | light | dark |
//! | Indonesian | dark | light |
//!
//! They are kept at half their size and with a palette of 256 colours: all of them
//! together have about a megabyte, and only what has changed is written anew.

use super::compare::differences;
use super::{
    Area, CHANNEL_TOLERANCE, Gallery, Look, PIXEL_TOLERANCE, Picture, REVIEWED, Scheme, open,
};
use crate::{Stage, settings};
use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

const NARROW: usize = 320;
const WIDE: usize = 960;

/// How the command that makes them is called, for whoever has to.
const ACCEPT: &str = "`cargo xtask shots --accept`";

const CELLS: [Look; 4] = [
    cell("en", Scheme::Light, NARROW),
    cell("en", Scheme::Dark, WIDE),
    cell("id", Scheme::Dark, NARROW),
    cell("id", Scheme::Light, WIDE),
];

const fn cell(lang: &'static str, scheme: Scheme, width: usize) -> Look {
    Look {
        lang,
        scheme,
        width,
    }
}

/// A state's pictures in one.
#[derive(Clone, Debug)]
struct Composed {
    picture: Picture,
    cells: [Area; 4],
}

/// Fresh pictures of all states.
#[derive(Clone, Debug)]
pub struct Review(BTreeMap<String, Composed>);

/// The folder of the reviewed pictures.
#[derive(Clone, Debug)]
pub struct Reviewed(PathBuf);

/// What accepting has changed.
#[derive(Clone, Debug, Default)]
pub struct Accepted {
    /// States with a new picture.
    pub replaced: Vec<String>,
    /// Files of states that are no more.
    pub removed: Vec<String>,
}

impl Review {
    /// Photographs the gallery as often as it takes.
    ///
    /// # Errors
    /// A browser or the gallery does not come up.
    pub async fn photograph(stage: &Stage) -> Result<Self> {
        let mut sheets = Vec::new();
        for scheme in Scheme::ALL {
            let browser = open(stage, scheme).await?;
            for look in CELLS.into_iter().filter(|look| look.scheme == scheme) {
                let gallery = Gallery {
                    grey_images: true,
                    ..Gallery::all(look)
                };
                sheets.push(gallery.photograph(&browser).await?);
            }
        }
        let find = |look: Look| sheets.iter().find(|sheet| sheet.look == look);
        let mut pictures = BTreeMap::<_, Vec<_>>::new();
        for look in CELLS {
            let sheet = find(look).context("no sheet")?;
            for state in &sheet.states {
                let picture = sheet.picture.crop(state.area)?.halved();
                let of_state = pictures.entry(state.id.clone()).or_default();
                of_state.push(picture);
            }
        }
        let composed = pictures.into_iter().map(|(id, pictures)| {
            let pictures: [Picture; 4] = pictures
                .try_into()
                .ok()
                .with_context(|| format!("the state {id} is not there once in each look"))?;
            Ok((id, compose(&pictures)))
        });
        composed.collect::<Result<_>>().map(Self)
    }
}

/// Two by two, each column and each row as large as it must be.
fn compose(pictures: &[Picture; 4]) -> Composed {
    let most =
        |of: fn(&Picture) -> usize, a: usize, b: usize| of(&pictures[a]).max(of(&pictures[b]));
    let widths = [most(Picture::width, 0, 2), most(Picture::width, 1, 3)];
    let heights = [most(Picture::height, 0, 1), most(Picture::height, 2, 3)];
    let cells = [0, 1, 2, 3].map(|index| {
        let (column, row) = (index % 2, index / 2);
        Area {
            x: if column == 0 { 0 } else { widths[0] },
            y: if row == 0 { 0 } else { heights[0] },
            width: widths[column],
            height: heights[row],
        }
    });
    let mut whole = Picture::new(widths[0] + widths[1], heights[0] + heights[1], [0; 3]);
    for ((picture, area), look) in pictures.iter().zip(cells).zip(CELLS) {
        let page = Picture::new(area.width, area.height, look.scheme.page());
        whole.paste(&page, (area.x, area.y));
        whole.paste(picture, (area.x, area.y));
    }
    Composed {
        picture: whole,
        cells,
    }
}

impl Composed {
    /// In a few words, what is different from the reviewed picture; nothing if it is the same.
    fn difference(&self, reviewed: &Picture) -> Option<String> {
        let size = |picture: &Picture| format!("{} x {}", picture.width(), picture.height());
        let Some(places) = differences(reviewed, &self.picture, CHANNEL_TOLERANCE) else {
            let [before, now] = [reviewed, &self.picture].map(size);
            return Some(format!("{before} pixels have become {now}"));
        };
        let changed = CELLS.iter().zip(self.cells).filter_map(|(look, area)| {
            let count = places.iter().filter(|place| area.contains(**place)).count();
            (count > PIXEL_TOLERANCE).then(|| format!("{count} pixels in {}", look.name()))
        });
        let changed: Vec<_> = changed.collect();
        (!changed.is_empty()).then(|| changed.join(", "))
    }

    /// The reviewed picture, the fresh one, and the pixels that differ between them.
    fn side_by_side(&self, reviewed: &Picture) -> Picture {
        let mut last = Picture::new(self.picture.width(), self.picture.height(), [255; 3]);
        for (to, from) in last.rows_mut().zip(self.picture.rows()) {
            for (to, from) in to.iter_mut().zip(from) {
                *to = from.map(|channel| 192 + channel / 4);
            }
        }
        let places = differences(reviewed, &self.picture, CHANNEL_TOLERANCE).unwrap_or_default();
        for (x, y) in places {
            last.paste(&Picture::new(1, 1, [230, 0, 60]), (x, y));
        }
        let all = [reviewed, &self.picture, &last];
        let gap = 8;
        let width = all.iter().map(|picture| picture.width() + gap).sum();
        let height = all
            .map(Picture::height)
            .into_iter()
            .max()
            .unwrap_or_default();
        let mut whole = Picture::new(width, height, [255, 0, 255]);
        let mut x = 0;
        for picture in all {
            whole.paste(picture, (x, 0));
            x += picture.width() + gap;
        }
        whole
    }
}

impl Reviewed {
    /// Those that are in the repository.
    pub fn of_repository() -> Self {
        Self(settings::package().join("shots").join(REVIEWED.name()))
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.0
    }

    fn path(&self, state: &str) -> PathBuf {
        self.0.join(format!("{state}.png"))
    }

    /// The states of which there is one.
    fn states(&self) -> Vec<String> {
        let files = fs::read_dir(&self.0).into_iter().flatten().flatten();
        let mut states: Vec<_> = files
            .filter_map(|file| Some(file.file_name().to_str()?.strip_suffix(".png")?.to_owned()))
            .collect();
        states.sort_unstable();
        states
    }

    /// Compares fresh pictures with them. Of each state that is different, a
    /// picture shows how, in the build folder.
    ///
    /// # Errors
    /// There are none, or something differs: each state is named, with the path
    /// of that picture.
    pub fn compare(&self, fresh: &Review) -> Result<()> {
        let reviewed = self.states();
        ensure!(
            !reviewed.is_empty(),
            "there are no reviewed pictures in {}: look at those that `cargo xtask shots` \
             makes, then run {ACCEPT} and commit what it writes",
            self.0.display()
        );
        let pictures = folder().join("differences");
        if pictures.exists() {
            fs::remove_dir_all(&pictures)?;
        }
        let mut problems = Vec::new();
        for (state, composed) in &fresh.0 {
            if !reviewed.contains(state) {
                problems.push(format!("{state}: a new state, which nobody has reviewed"));
                continue;
            }
            let before = Picture::read(&self.path(state))?;
            if let Some(difference) = composed.difference(&before) {
                let path = pictures.join(format!("{state}.png"));
                composed.side_by_side(&before).write_quickly(&path)?;
                problems.push(format!("{state}: {difference}; see {}", path.display()));
            }
        }
        let gone = |state: &&String| !fresh.0.contains_key(*state);
        for state in reviewed.iter().filter(gone) {
            problems.push(format!("{state}: reviewed, but no state any more"));
        }
        let mut text = String::new();
        for problem in &problems {
            let _ = write!(text, "\n  {problem}");
        }
        ensure!(
            problems.is_empty(),
            "{} of {} states do not look as reviewed; if they should look like that, run \
             {ACCEPT}:{text}",
            problems.len(),
            fresh.0.len()
        );
        Ok(())
    }

    /// Replaces those that are different by fresh ones. The others stay as they
    /// are, so that the repository grows by no more than what has changed.
    ///
    /// # Errors
    /// A file cannot be written.
    pub fn accept(&self, fresh: &Review) -> Result<Accepted> {
        let mut accepted = Accepted::default();
        for (state, composed) in &fresh.0 {
            let path = self.path(state);
            let same =
                Picture::read(&path).is_ok_and(|before| composed.difference(&before).is_none());
            if !same {
                composed.picture.with_palette().write(&path)?;
                accepted.replaced.push(state.clone());
            }
        }
        for state in self.states() {
            if !fresh.0.contains_key(&state) {
                fs::remove_file(self.path(&state))?;
                accepted.removed.push(state);
            }
        }
        Ok(accepted)
    }
}

/// Writes a picture, unless the one that is there looks the same; tells whether it did.
///
/// # Errors
/// The file cannot be written.
pub fn replace(path: &Path, picture: &Picture) -> Result<bool> {
    let before = Picture::read(path).ok();
    let differences = before.and_then(|before| differences(&before, picture, CHANNEL_TOLERANCE));
    let is_same = differences.is_some_and(|places| places.len() <= PIXEL_TOLERANCE);
    if !is_same {
        picture.with_palette().write(path)?;
    }
    Ok(!is_same)
}

/// Where pictures go that are not kept.
pub fn folder() -> PathBuf {
    settings::build_folder().join("shots")
}
