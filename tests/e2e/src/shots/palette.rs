//! Pictures of few colours, whose files are small.

use super::compare::differences;
use super::picture::PALETTE;
use super::{CHANNEL_TOLERANCE, Colour, Picture};
use std::cmp::Reverse;
use std::collections::HashMap;

/// So many of the most frequent colours stay as they are: those of plain areas.
const FREQUENT: usize = 64;

/// By how much of 255 a channel may become another. Where half of the tolerance
/// is enough, the rest is for browsers.
const TOLERANCES: [u8; 2] = [CHANNEL_TOLERANCE / 2, CHANNEL_TOLERANCE];

impl Picture {
    /// The same with no more colours than a palette holds, if it looks the same
    /// then by the rules of the comparison: colours on the edges of letters may
    /// become others between those on both sides.
    #[must_use]
    pub fn with_palette(&self) -> Self {
        let colours = by_frequency(self.pixels());
        if colours.len() <= PALETTE {
            return self.clone();
        }
        let mut pictures = TOLERANCES
            .into_iter()
            .filter_map(|tolerance| self.with_few(&colours, tolerance));
        pictures.next().unwrap_or_else(|| self.clone())
    }

    /// Adds the colours that are missed most until none is missed.
    fn with_few(&self, colours: &[Colour], tolerance: u8) -> Option<Self> {
        let mut palette: Vec<_> = colours.iter().copied().take(FREQUENT).collect();
        loop {
            let picture = self.in_colours(&palette);
            let wrong = differences(self, &picture, tolerance)?;
            if wrong.is_empty() {
                return Some(picture);
            }
            let rows: Vec<_> = self.rows().collect();
            let wrong: Vec<_> = wrong.into_iter().map(|(x, y)| rows[y][x]).collect();
            let before = palette.len();
            for colour in by_frequency(&wrong) {
                let added = palette.get(before..).unwrap_or_default();
                let is_near = |near: &Colour| distance(*near, colour) <= tolerance;
                if palette.len() < PALETTE && !added.iter().any(is_near) {
                    palette.push(colour);
                }
            }
            if palette.len() == before {
                return None;
            }
        }
    }

    /// The same with each colour replaced by the nearest one of these.
    fn in_colours(&self, palette: &[Colour]) -> Self {
        let mut nearest = HashMap::<Colour, Colour>::new();
        let mut picture = self.clone();
        for same in picture.pixels_mut().chunk_by_mut(|one, other| one == other) {
            let Some(&colour) = same.first() else {
                continue;
            };
            let near = nearest.entry(colour).or_insert_with(|| {
                let near = palette.iter().min_by_key(|near| distance(**near, colour));
                near.copied().unwrap_or(colour)
            });
            same.fill(*near);
        }
        picture
    }
}

/// The colours of these pixels, the most frequent first.
fn by_frequency(pixels: &[Colour]) -> Vec<Colour> {
    let mut frequency = HashMap::<Colour, usize>::new();
    for same in pixels.chunk_by(|one, other| one == other) {
        if let Some(&colour) = same.first() {
            *frequency.entry(colour).or_default() += same.len();
        }
    }
    let mut colours: Vec<_> = frequency.into_iter().collect();
    // The same order each time.
    colours.sort_unstable_by_key(|&(colour, count)| (Reverse(count), colour));
    colours.into_iter().map(|(colour, _)| colour).collect()
}

/// How far apart two colours are in the channel in which they are furthest apart.
fn distance(one: Colour, other: Colour) -> u8 {
    let apart = |channel: usize| one[channel].abs_diff(other[channel]);
    apart(0).max(apart(1)).max(apart(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A ramp of so many greys above a plain area.
    fn ramp(colours: usize) -> Picture {
        let mut picture = Picture::new(colours, 60, [7, 8, 9]);
        for row in picture.rows_mut().take(20) {
            for (x, pixel) in row.iter_mut().enumerate() {
                let [coarse, fine] = [x / 8, x % 8].map(|part| u8::try_from(part).unwrap());
                *pixel = [60 + 4 * coarse, 60 + 4 * coarse + fine, 60 + 4 * coarse];
            }
        }
        picture
    }

    #[test]
    fn a_picture_of_few_colours_stays_as_it_is() {
        let few = ramp(200);
        assert_eq!(few.with_palette(), few);
    }

    #[test]
    fn a_picture_of_many_colours_looks_the_same_with_few() {
        let many = ramp(380);
        assert!(many.indexed().is_none());
        let few = many.with_palette();
        assert!(few.indexed().is_some());
        assert_eq!(differences(&many, &few, TOLERANCES[0]), Some(vec![]));
        let plain = |picture: &Picture| {
            picture
                .rows()
                .skip(20)
                .flatten()
                .copied()
                .collect::<Vec<_>>()
        };
        assert_eq!(plain(&few), plain(&many));
    }

    #[test]
    fn a_picture_that_no_palette_holds_keeps_its_colours() {
        let mut noise = Picture::new(64, 64, [0; 3]);
        for (y, row) in noise.rows_mut().enumerate() {
            for (x, pixel) in row.iter_mut().enumerate() {
                // Plain areas of 3 by 3 pixels, each in a colour far from the others.
                let [x, y] = [x / 3, y / 3].map(|part| u8::try_from(part).unwrap());
                *pixel = [12 * x, 12 * y, 255 - 6 * (x + y)];
            }
        }
        assert_eq!(noise.with_palette(), noise);
    }
}
