//! How wide the cells of a row are, so that rows stand below each other.

/// Width of a label on the left, in points.
pub(super) const LEFT: f32 = 62.0;
/// Width of a label in front of a value.
const LABEL: f32 = 76.0;
/// Width of the label of an amount that has a row of its own.
pub(super) const FUND_LABEL: f32 = 168.0;
/// The most of its place that a label takes.
const MOST: f32 = 0.5;

/// The place of each field of a row: from `left`, which labels take, to `total`.
pub(super) fn places(left: f32, total: f32, shares: &[f32]) -> Vec<f32> {
    let sum: f32 = shares.iter().sum();
    shares.iter().map(|share| share / sum * (total - left)).collect()
}

/// The label in a field's place.
pub(super) fn label(place: f32) -> f32 {
    LABEL.min(MOST * place)
}
