//! The pages of one test: what was built, with a script before all others.

use anyhow::{Context, Result};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// A folder to be served: every page in it runs [`SCRIPT`] first.
#[derive(Debug)]
pub struct Site {
    folder: PathBuf,
}

/// The name of the script, for pages that are written later.
pub const SCRIPT: &str = "/e2e.js";

/// Notes what no page may do where it outlives the page: a key for each note.
const WATCH: &str = r"
{
  let count = 0;
  const start = performance.timeOrigin;
  const note = (kind, text) => localStorage.setItem(`e2e ${kind} ${start} ${count++}`, text);
  addEventListener('securitypolicyviolation', event => note('violation',
    `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`));
  // A page may catch them itself.
  const uncaught = (event, text) => setTimeout(() => event.defaultPrevented || note('error', text));
  addEventListener('error', event => uncaught(event, `uncaught: ${event.message}`));
  addEventListener('unhandledrejection', event => uncaught(event, `rejected: ${event.reason}`));
  const { error } = console;
  console.error = (...words) => {
    note('error', words.join(' '));
    error.apply(console, words);
  };
}
";

impl Site {
    /// Makes one of what was built, in an empty folder.
    ///
    /// # Errors
    /// A file cannot be read or written.
    pub fn new(built: &Path, folder: PathBuf) -> Result<Self> {
        copy(built, &folder)?;
        let site = Self { folder };
        site.write_script(WATCH, SystemTime::UNIX_EPOCH)?;
        Ok(site)
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Runs a script in every page from now on, before the page's own.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn run_in_every_page(&self, script: &str) -> Result<()> {
        let path = self.script();
        let text = format!("{}{{\n{script}\n}}\n", fs::read_to_string(&path)?);
        let changed = fs::metadata(&path)?.modified()?;
        self.write_script(&text, changed)
    }

    /// Browsers ask whether it was changed, and HTTP counts in seconds.
    fn write_script(&self, text: &str, changed: SystemTime) -> Result<()> {
        let mut file = File::create(self.script())?;
        file.write_all(text.as_bytes())?;
        file.set_modified(changed + Duration::from_secs(1))?;
        Ok(())
    }

    fn script(&self) -> PathBuf {
        self.folder.join(&SCRIPT[1..])
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| from.display().to_string())? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default();
        let copy_of_it = to.join(name);
        if path.is_dir() {
            copy(&path, &copy_of_it)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "html")
        {
            fs::write(copy_of_it, with_script(&fs::read_to_string(&path)?)?)?;
        } else {
            link(&path, &copy_of_it)?;
        }
    }
    Ok(())
}

/// Megabytes of WebAssembly need not be copied for each test.
#[cfg(unix)]
fn link(file: &Path, to: &Path) -> Result<()> {
    Ok(std::os::unix::fs::symlink(std::path::absolute(file)?, to)?)
}

#[cfg(not(unix))]
fn link(file: &Path, to: &Path) -> Result<()> {
    fs::copy(file, to)?;
    Ok(())
}

/// The page with the script before everything else in its head, whose tag a minifier may have left out.
fn with_script(html: &str) -> Result<String> {
    let tag = ["<head>", "<html"]
        .iter()
        .find_map(|tag| html.find(tag))
        .context("a page without a head")?;
    let head = tag + html[tag..].find('>').context("an open tag")? + 1;
    let (start, rest) = html.split_at(head);
    Ok(format!(r#"{start}<script src="{SCRIPT}"></script>{rest}"#))
}
