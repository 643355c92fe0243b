//! The gallery, laid out and frozen so that each picture is the same every time.

use super::engine::view;
use super::{Area, Look, Picture};
use crate::{Browser, clock, until};
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::{Value, json};

/// The font of all pictures, with those for the people whose names it has no
/// letters for: the machine's own choice may be another on each. It looks much
/// like what people see, whose systems choose for themselves.
pub const FONT: &str = r#""Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Color Emoji""#;

/// Around each state in its picture: room for a card's shadow.
const MARGIN: usize = 16;

/// Puts the states into a grid of their own. All places are whole pixels, so that
/// a state is drawn the same wherever it is.
const LAY_OUT: &str = r"
const [{ width, columns, margin, page, font, only, grey }, done] = arguments;
const css = `
  html { overflow: hidden !important; background: ${page} !important }
  body { max-inline-size: none !important; margin: 0 !important; padding: 0 !important; background: none !important }
  body > :not(#sheet) { display: none !important }
  #sheet {
    --kirimin-card-font: ${font};
    display: grid;
    grid-template-columns: repeat(${columns}, ${width}px);
    gap: ${2 * margin}px;
    align-items: start;
    inline-size: max-content;
    padding: ${2 * margin}px;
    font: 16px/1.5 ${font};
  }
  #sheet > * { display: block; inline-size: ${width}px; margin: 0; padding: 0 }
  #sheet > * > * { inline-size: ${width}px !important; max-inline-size: none !important; margin: ${margin}px 0 0 !important }
  #sheet > * > .label { block-size: 24px; margin: 0 !important; overflow: hidden; font-size: 14px; line-height: 24px; white-space: nowrap }
  #sheet img { filter: grayscale(${+grey}) }
  *, ::before, ::after { animation: none !important; transition: none !important; caret-color: transparent !important; scrollbar-width: none !important }
`;
const rules = new CSSStyleSheet();
rules.replaceSync(css);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, rules];

const sheet = document.createElement('div');
sheet.id = 'sheet';
for (const state of document.querySelectorAll('[data-state]')) {
  if (only && !only.includes(state.dataset.state)) continue;
  const title = document.getElementById(state.getAttribute('aria-labelledby'));
  const name = document.createElement('b');
  name.textContent = state.dataset.state;
  const label = document.createElement('div');
  label.className = 'label';
  label.append(name, ` ${title?.textContent ?? ''}`);
  title?.remove();
  state.prepend(label);
  sheet.append(state);
}
document.body.append(sheet);

const frames = async () => {
  for (const _ of 'two') await new Promise(requestAnimationFrame);
};
const hasFont = () => {
  const pen = document.createElement('canvas').getContext('2d');
  const measure = family => {
    pen.font = `40px ${family}`;
    return pen.measureText('Kirimin 761761').width;
  };
  const [first] = font.split(',');
  return ['monospace', 'serif'].some(other => measure(`${first}, ${other}`) !== measure(other));
};
const settle = async () => {
  for (const image of document.images) image.loading = 'eager';
  await document.fonts.ready;
  await Promise.all([...document.images].map(image => image.decode().catch(() => {})));
  await frames();
  for (const state of sheet.children) state.style.blockSize = `${Math.ceil(state.getBoundingClientRect().height)}px`;
  await frames();
  const place = element => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return [x + scrollX, y + scrollY, width, height];
  };
  const states = [...sheet.children].map(state => ({
    id: state.dataset.state,
    cards: [...state.querySelectorAll(`[part~='card']`)].map(place),
  }));
  return { states, size: [sheet.offsetWidth, sheet.offsetHeight], font: hasFont() };
};
settle().then(done, error => done(String(error)));
";

/// Scrolls to a place once that is drawn, and tells what is seen from there.
const SCROLL: &str = r"
const [x, y, done] = arguments;
scrollTo(x, y);
requestAnimationFrame(() => requestAnimationFrame(() => done([scrollX, scrollY, innerWidth, innerHeight])));
";

/// What is to be photographed, and how.
#[derive(Clone, Copy, Debug)]
pub struct Gallery<'a> {
    /// Language, colours, width.
    pub look: Look,
    /// These states, and no others.
    pub only: Option<&'a [&'a str]>,
    /// Pixels for each CSS pixel.
    pub scale: usize,
    /// Whether people's pictures lose their colours, of which they have so many
    /// that no palette holds them.
    pub grey_images: bool,
}

/// All states in one picture.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Language, colours, width.
    pub look: Look,
    /// The picture.
    pub picture: Picture,
    /// What is where.
    pub states: Vec<Shown>,
}

/// One state on a sheet.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Its `data-state`.
    pub id: String,
    /// Where it is drawn as a card, and as a row.
    pub cards: Vec<Area>,
    /// Where all of it is, with some room around it.
    pub area: Area,
}

#[derive(Deserialize)]
struct LaidOut {
    states: Vec<LaidOutState>,
    size: [f64; 2],
    font: bool,
}

#[derive(Deserialize)]
struct LaidOutState {
    id: String,
    cards: Vec<[f64; 4]>,
}

impl Gallery<'_> {
    /// Everything as large as it is.
    pub fn all(look: Look) -> Self {
        Self {
            look,
            only: None,
            scale: 1,
            grey_images: false,
        }
    }

    /// All states are to make a sheet that is about as high as wide.
    fn columns(&self) -> usize {
        let columns = match self.look.width {
            ..400 => 10,
            400..700 => 8,
            _ => 6,
        };
        self.only.map_or(columns, |only| columns.min(only.len()))
    }

    /// Photographs it.
    ///
    /// # Errors
    /// The gallery does not come up, or a font is missing.
    pub async fn photograph(&self, browser: &Browser) -> Result<Sheet> {
        let Look {
            lang,
            scheme,
            width,
        } = self.look;
        clock::stop(browser).await?;
        let columns = self.columns();
        let room = columns * (width + 2 * MARGIN) + 2 * MARGIN;
        view(browser, room, 1_000, self.scale).await?;
        let address = format!("/?view=gallery&lang={lang}&theme={}", scheme.name());
        browser.goto(&address).await?;
        until("the gallery is there", async || {
            let count = "return document.querySelectorAll('[data-state]').length";
            let count = browser.run(count, vec![]).await?;
            ensure!(count.as_u64() > Some(20), "only {count} states");
            Ok(())
        })
        .await?;
        let [red, green, blue] = scheme.page();
        let wanted = json!({
            "width": width,
            "columns": columns,
            "margin": MARGIN,
            "page": format!("rgb({red} {green} {blue})"),
            "font": FONT,
            "only": self.only,
            "grey": self.grey_images,
        });
        let laid_out = browser.run_async(LAY_OUT, vec![wanted]).await?;
        let LaidOut { states, size, font } = read(laid_out)?;
        ensure!(
            font,
            "this machine does not have the font of the pictures, {FONT}; on Debian, \
             install fonts-noto-core and fonts-noto-color-emoji"
        );
        let size = size.map(whole);
        view(browser, size[0], size[1], self.scale).await?;
        let picture = photograph(browser, size, self.scale).await?;
        let states: Result<_> = states
            .into_iter()
            .map(|state| state.scaled(width, self.scale))
            .collect();
        Ok(Sheet {
            look: self.look,
            picture,
            states: states?,
        })
    }
}

impl LaidOutState {
    fn scaled(self, width: usize, scale: usize) -> Result<Shown> {
        let Self { id, cards } = self;
        let cards: Vec<_> = cards.into_iter().map(area).collect();
        let (first, last) = cards
            .first()
            .zip(cards.last())
            .with_context(|| format!("the state {id} has no card"))?;
        let y = first.y.saturating_sub(MARGIN);
        let area = Area {
            x: first.x.saturating_sub(MARGIN),
            y,
            width: width + 2 * MARGIN,
            height: last.y + last.height + MARGIN - y,
        };
        let scaled = |area: Area| Area {
            x: area.x * scale,
            y: area.y * scale,
            width: area.width * scale,
            height: area.height * scale,
        };
        Ok(Shown {
            id,
            area: scaled(area),
            cards: cards.into_iter().map(scaled).collect(),
        })
    }
}

/// The pixels that a box touches.
fn area([x, y, width, height]: [f64; 4]) -> Area {
    let [left, top] = [x, y].map(f64::floor);
    Area {
        x: whole(left),
        y: whole(top),
        width: whole((x + width).ceil() - left),
        height: whole((y + height).ceil() - top),
    }
}

fn whole(number: f64) -> usize {
    // The cast saturates.
    number.ceil() as usize
}

/// What a script has handed out, or what it failed with.
fn read<T: serde::de::DeserializeOwned>(value: Value) -> Result<T> {
    serde_json::from_value(value.clone()).with_context(|| format!("the page answered {value}"))
}

/// A picture of a page of that size in CSS pixels, put together from as many
/// views as it takes: some browsers have small ones, and all can scroll.
///
/// # Errors
/// The browser cannot.
pub async fn photograph(browser: &Browser, size: [usize; 2], scale: usize) -> Result<Picture> {
    let [width, height] = size;
    let mut whole = Picture::new(width * scale, height * scale, [0; 3]);
    let mut at = [0, 0];
    loop {
        let seen = browser
            .run_async(SCROLL, at.map(|number| json!(number)).to_vec())
            .await?;
        let [x, y, seen_width, seen_height] = read::<[f64; 4]>(seen)?.map(self::whole);
        let view = Picture::decode(&browser.picture().await?)?;
        ensure!(
            view.width() == seen_width * scale && view.height() == seen_height * scale,
            "a view of {seen_width} x {seen_height} is {} x {} pixels",
            view.width(),
            view.height()
        );
        whole.paste(&view, (x * scale, y * scale));
        at[0] += seen_width;
        if at[0] >= width {
            at = [0, at[1] + seen_height];
        }
        if at[1] >= height {
            return Ok(whole);
        }
    }
}
