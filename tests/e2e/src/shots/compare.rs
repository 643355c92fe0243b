//! Whether two pictures look the same.
//!
//! Browsers do not draw the edges of letters in the same way in all versions: an
//! edge moves by a part of a pixel, or is smoothed otherwise. So a pixel is held
//! against the nine pixels around its place in the other picture: each of its
//! channels must be within the range of theirs, give or take
//! [`CHANNEL_TOLERANCE`]. In a plain area that range is one value, and a changed
//! colour is seen; on an edge it reaches from the one side's colour to the
//! other's. [`PIXEL_TOLERANCE`] pixels of a picture may be different even so.
//! Sizes must be equal.

use super::{Colour, Picture};

/// By how much of 255 a channel may be outside the range of its surroundings.
/// Reviewed pictures have fewer colours than fresh ones, and use up half of it.
pub const CHANNEL_TOLERANCE: u8 = 10;

/// How many pixels of one card and row in one look may be different.
pub const PIXEL_TOLERANCE: usize = 4;

/// The places of the pixels that differ by more than the tolerance; none can be
/// told if the sizes are different.
pub fn differences(old: &Picture, new: &Picture, tolerance: u8) -> Option<Vec<(usize, usize)>> {
    if (old.width(), old.height()) != (new.width(), new.height()) {
        return None;
    }
    let [old, new] = [old, new].map(|picture| picture.rows().collect::<Vec<_>>());
    let mut differences = Vec::new();
    for (y, (old_row, new_row)) in old.iter().zip(&new).enumerate() {
        if old_row == new_row {
            continue;
        }
        for (x, (&before, &now)) in old_row.iter().zip(new_row.iter()).enumerate() {
            if before != now
                && !(fits(before, &new, (x, y), tolerance) && fits(now, &old, (x, y), tolerance))
            {
                differences.push((x, y));
            }
        }
    }
    Some(differences)
}

/// Whether the colour is within the range of those around that place.
fn fits(colour: Colour, rows: &[&[Colour]], (x, y): (usize, usize), tolerance: u8) -> bool {
    let mut least = [u8::MAX; 3];
    let mut most = [u8::MIN; 3];
    for row in rows.iter().take(y + 2).skip(y.saturating_sub(1)) {
        for near in row.iter().take(x + 2).skip(x.saturating_sub(1)) {
            for channel in 0..3 {
                least[channel] = least[channel].min(near[channel]);
                most[channel] = most[channel].max(near[channel]);
            }
        }
    }
    (0..3).all(|channel| {
        let least = least[channel].saturating_sub(tolerance);
        let most = most[channel].saturating_add(tolerance);
        (least..=most).contains(&colour[channel])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAPER: Colour = [250, 250, 250];
    const INK: Colour = [20, 20, 30];

    /// A stroke as a letter has it, with smoothed edges.
    fn stroke(x: usize, edges: [u8; 2]) -> Picture {
        let mut picture = Picture::new(30, 20, PAPER);
        for row in picture.rows_mut().skip(4).take(12) {
            row[x] = [edges[0]; 3];
            row[x + 1..x + 3].fill(INK);
            row[x + 3] = [edges[1]; 3];
        }
        picture
    }

    fn count(old: &Picture, new: &Picture) -> usize {
        differences(old, new, CHANNEL_TOLERANCE).unwrap().len()
    }

    #[test]
    fn the_same_picture_does_not_differ() {
        assert_eq!(count(&stroke(10, [200, 80]), &stroke(10, [200, 80])), 0);
    }

    #[test]
    fn an_edge_that_is_smoothed_otherwise_does_not_differ() {
        assert_eq!(count(&stroke(10, [200, 80]), &stroke(10, [120, 160])), 0);
        assert_eq!(count(&stroke(10, [200, 80]), &stroke(10, [250, 30])), 0);
    }

    #[test]
    fn a_stroke_that_moved_by_two_pixels_differs() {
        assert!(count(&stroke(10, [200, 80]), &stroke(12, [200, 80])) > PIXEL_TOLERANCE);
    }

    #[test]
    fn a_stroke_that_is_gone_differs() {
        let blank = Picture::new(30, 20, PAPER);
        assert!(count(&stroke(10, [200, 80]), &blank) > PIXEL_TOLERANCE);
        assert!(count(&blank, &stroke(10, [200, 80])) > PIXEL_TOLERANCE);
    }

    #[test]
    fn a_plain_area_of_another_colour_differs_beyond_the_tolerance() {
        let paper = Picture::new(30, 20, PAPER);
        let shade = |by: u8| Picture::new(30, 20, [PAPER[0], PAPER[1] - by, PAPER[2]]);
        assert_eq!(count(&paper, &shade(CHANNEL_TOLERANCE)), 0);
        assert_eq!(count(&paper, &shade(CHANNEL_TOLERANCE + 1)), 600);
    }

    #[test]
    fn a_line_of_one_pixel_in_another_colour_differs() {
        let line = |colour| {
            let mut picture = Picture::new(30, 20, PAPER);
            picture.paste(&Picture::new(30, 1, colour), (0, 9));
            picture
        };
        assert_eq!(count(&line([120, 120, 120]), &line([200, 40, 60])), 30);
    }

    #[test]
    fn pictures_of_different_sizes_cannot_be_compared() {
        let small = Picture::new(30, 20, PAPER);
        let large = Picture::new(30, 21, PAPER);
        assert_eq!(differences(&small, &large, CHANNEL_TOLERANCE), None);
    }
}
