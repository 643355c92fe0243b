//! Pictures of opaque pixels, and their PNG files.

use anyhow::{Context, Result, bail, ensure};
use png::{BitDepth, ColorType, Compression, Decoder, Encoder, Filter, Transformations};
use std::collections::HashMap;
use std::fs;
use std::io::Cursor;
use std::path::Path;

/// Red, green and blue.
pub type Colour = [u8; 3];

/// How many colours a PNG file's palette can have.
pub(super) const PALETTE: usize = 256;

/// A rectangle of pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    width: usize,
    pixels: Vec<Colour>,
}

/// A part of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// The first column.
    pub x: usize,
    /// The first row.
    pub y: usize,
    /// How many columns.
    pub width: usize,
    /// How many rows.
    pub height: usize,
}

impl Area {
    /// The same with so many pixels more on every side, as far as there are any.
    #[must_use]
    pub fn grown(self, by: usize) -> Self {
        let (x, y) = (self.x.saturating_sub(by), self.y.saturating_sub(by));
        Self {
            x,
            y,
            width: self.x - x + self.width + by,
            height: self.y - y + self.height + by,
        }
    }

    /// Whether the pixel is in it.
    pub fn contains(self, (x, y): (usize, usize)) -> bool {
        (self.x..self.x + self.width).contains(&x) && (self.y..self.y + self.height).contains(&y)
    }
}

impl Picture {
    /// One of a single colour.
    pub fn new(width: usize, height: usize, colour: Colour) -> Self {
        Self {
            width: width.max(1),
            pixels: vec![colour; width.max(1) * height.max(1)],
        }
    }

    /// How many columns it has.
    pub fn width(&self) -> usize {
        self.width
    }

    /// How many rows it has.
    pub fn height(&self) -> usize {
        self.pixels.len() / self.width
    }

    /// Its pixels, row by row.
    pub fn rows(&self) -> std::slice::ChunksExact<'_, Colour> {
        self.pixels.chunks_exact(self.width)
    }

    /// The same for writing.
    pub fn rows_mut(&mut self) -> std::slice::ChunksExactMut<'_, Colour> {
        self.pixels.chunks_exact_mut(self.width)
    }

    /// A part of it.
    ///
    /// # Errors
    /// The area is not within the picture.
    pub fn crop(&self, area: Area) -> Result<Self> {
        ensure!(
            area.x + area.width <= self.width && area.y + area.height <= self.height(),
            "{area:?} is not within {} x {} pixels",
            self.width,
            self.height()
        );
        let mut part = Self::new(area.width, area.height, [0; 3]);
        for (to, from) in part.rows_mut().zip(self.rows().skip(area.y)) {
            to.copy_from_slice(&from[area.x..area.x + area.width]);
        }
        Ok(part)
    }

    /// Puts another picture on it; what lies outside is left out.
    pub fn paste(&mut self, other: &Self, (x, y): (usize, usize)) {
        let width = other.width.min(self.width.saturating_sub(x));
        for (to, from) in self.rows_mut().skip(y).zip(other.rows()) {
            to[x..x + width].copy_from_slice(&from[..width]);
        }
    }

    /// Reads a PNG file.
    ///
    /// # Errors
    /// It is not there, or is no picture in colours.
    pub fn read(path: &Path) -> Result<Self> {
        let picture = || Self::decode(&fs::read(path)?);
        picture().with_context(|| path.display().to_string())
    }

    /// Writes a small PNG file, in a palette if there are few enough colours.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn write(&self, path: &Path) -> Result<()> {
        self.write_with(path, Compression::High)
    }

    /// Writes a PNG file in a short time.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn write_quickly(&self, path: &Path) -> Result<()> {
        self.write_with(path, Compression::Balanced)
    }

    fn write_with(&self, path: &Path, compression: Compression) -> Result<()> {
        let bytes = self.encode(compression)?;
        let folder = path.parent().unwrap_or(path);
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(path, bytes))
            .with_context(|| path.display().to_string())
    }

    /// Reads the bytes of a PNG file. Its opacity is ignored: a page is opaque.
    ///
    /// # Errors
    /// They are no picture in colours.
    pub fn decode(bytes: &[u8]) -> Result<Self> {
        let mut decoder = Decoder::new(Cursor::new(bytes));
        decoder.set_transformations(Transformations::normalize_to_color8());
        let mut reader = decoder.read_info()?;
        let mut samples = vec![0; reader.output_buffer_size().context("too large")?];
        let frame = reader.next_frame(&mut samples)?;
        let samples = samples.get(..frame.buffer_size()).unwrap_or_default();
        let pixels = match frame.color_type {
            ColorType::Rgb => samples.as_chunks().0.to_vec(),
            ColorType::Rgba => samples
                .as_chunks()
                .0
                .iter()
                .map(|&[red, green, blue, _]| [red, green, blue])
                .collect(),
            other => bail!("unexpected colours: {other:?}"),
        };
        let width = frame.width.try_into()?;
        Ok(Self { width, pixels })
    }

    fn encode(&self, compression: Compression) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let (width, height) = (self.width.try_into()?, self.height().try_into()?);
        let mut encoder = Encoder::new(&mut bytes, width, height);
        encoder.set_depth(BitDepth::Eight);
        encoder.set_compression(compression);
        let samples = match self.indexed() {
            Some((palette, indices)) => {
                encoder.set_color(ColorType::Indexed);
                encoder.set_palette(palette.into_flattened());
                encoder.set_filter(Filter::NoFilter);
                indices
            }
            None => {
                encoder.set_color(ColorType::Rgb);
                encoder.set_filter(Filter::Adaptive);
                self.pixels.as_flattened().to_vec()
            }
        };
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&samples)?;
        writer.finish()?;
        Ok(bytes)
    }

    /// Its pixels as one list.
    pub(super) fn pixels(&self) -> &[Colour] {
        &self.pixels
    }

    /// The same for writing.
    pub(super) fn pixels_mut(&mut self) -> &mut [Colour] {
        &mut self.pixels
    }

    /// Its palette and each pixel's place in it, if it has few enough colours.
    pub(super) fn indexed(&self) -> Option<(Vec<Colour>, Vec<u8>)> {
        let mut palette = Vec::new();
        let mut places = HashMap::new();
        let mut last = None;
        let mut indices = Vec::with_capacity(self.pixels.len());
        for &colour in &self.pixels {
            let place = match last {
                Some((same, place)) if same == colour => place,
                _ => *places.entry(colour).or_insert_with(|| {
                    palette.push(colour);
                    palette.len() - 1
                }),
            };
            last = Some((colour, place));
            if place >= PALETTE {
                return None;
            }
            indices.push(u8::try_from(place).ok()?);
        }
        Some((palette, indices))
    }

    /// The same at half its size: each pixel is the mean of four.
    #[must_use]
    pub fn halved(&self) -> Self {
        let mut half = Self::new(self.width / 2, self.height() / 2, [0; 3]);
        let pairs = self.pixels.chunks_exact(2 * self.width);
        for (to, rows) in half.rows_mut().zip(pairs) {
            let (upper, lower) = rows.split_at(self.width);
            let columns = upper.chunks_exact(2).zip(lower.chunks_exact(2));
            for (to, (upper, lower)) in to.iter_mut().zip(columns) {
                *to = mean([upper[0], upper[1], lower[0], lower[1]]);
            }
        }
        half
    }
}

fn mean(colours: [Colour; 4]) -> Colour {
    std::array::from_fn(|channel| {
        let sum: u16 = colours
            .iter()
            .map(|colour| u16::from(colour[channel]))
            .sum();
        // At most 255 by construction.
        u8::try_from((sum + 2) / 4).unwrap_or(u8::MAX)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As many colours as there are pixels.
    fn colourful(width: usize, height: usize) -> Picture {
        let mut picture = Picture::new(width, height, [0; 3]);
        for (y, row) in picture.rows_mut().enumerate() {
            for (x, pixel) in row.iter_mut().enumerate() {
                *pixel = [x, y, x ^ y].map(|channel| u8::try_from(channel).unwrap());
            }
        }
        picture
    }

    #[test]
    fn a_file_has_the_same_pixels_with_and_without_a_palette() {
        for picture in [colourful(15, 17), colourful(100, 80)] {
            let bytes = picture.encode(Compression::High).unwrap();
            assert_eq!(Picture::decode(&bytes).unwrap(), picture);
        }
    }

    #[test]
    fn half_the_size_has_the_mean_of_each_four_pixels() {
        let mut picture = Picture::new(5, 4, [10, 20, 30]);
        picture.paste(&Picture::new(1, 2, [20, 20, 255]), (2, 2));
        let half = picture.halved();
        assert_eq!((half.width(), half.height()), (2, 2));
        let rows: Vec<_> = half.rows().collect();
        assert_eq!(rows, [[[10, 20, 30]; 2], [[10, 20, 30], [15, 20, 143]]]);
    }

    #[test]
    fn a_part_is_where_it_was_pasted() {
        let part = colourful(5, 4);
        let mut whole = Picture::new(20, 10, [255; 3]);
        whole.paste(&part, (7, 3));
        let area = Area {
            x: 7,
            y: 3,
            width: 5,
            height: 4,
        };
        assert_eq!(whole.crop(area).unwrap(), part);
        assert!(area.contains((11, 6)) && !area.contains((12, 6)));
        let beyond = Area { x: 16, ..area };
        assert!(whole.crop(beyond).is_err());
        whole.paste(&part, (18, 9));
    }
}
