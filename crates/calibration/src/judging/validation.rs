//! What a table would have given to people it was not made from: families are dealt into parts, and each part's amounts come
//! from the table of all the others. A person's rows, and a family's, are never parted.

use crate::chance::Chance;
use crate::parallel;

/// For each row the part that it is dealt to.
fn dealt(clusters: &[usize], parts: usize, seed: u64) -> Vec<usize> {
    let count = clusters.iter().max().map_or(0, |most| most + 1);
    let mut order: Vec<usize> = (0..count).collect();
    Chance::stream(seed, 0x000F_01D5).shuffle(&mut order);
    let mut part_of = vec![0; count];
    for (place, cluster) in order.into_iter().enumerate() {
        if let Some(part) = part_of.get_mut(cluster) {
            *part = place % parts.max(1);
        }
    }
    clusters.iter().map(|cluster| part_of.get(*cluster).copied().unwrap_or(0)).collect()
}

/// Amounts for each row from a model that has not seen it. `fit` is given which rows to learn from (1) and which not (0) and
/// gives an amount for every row, or why there is none.
///
/// # Errors
/// The first error of `fit`.
pub fn out_of_fold<E: Send>(
    clusters: &[usize],
    parts: usize,
    seed: u64,
    threads: usize,
    fit: impl Fn(&[f64]) -> Result<Vec<f64>, E> + Sync,
) -> Result<Vec<f64>, E> {
    let count = clusters.iter().max().map_or(0, |most| most + 1);
    let parts = parts.min(count).max(1);
    let part_of = dealt(clusters, parts, seed);
    let fitted = parallel::map(parts, threads, |part| {
        let learn: Vec<f64> = part_of.iter().map(|own| if *own == part && parts > 1 { 0.0 } else { 1.0 }).collect();
        fit(&learn)
    });
    let fitted = fitted.into_iter().collect::<Result<Vec<_>, E>>()?;
    let amount =
        |(row, part): (usize, &usize)| fitted.get(*part).and_then(|list| list.get(row)).copied().unwrap_or(0.0);
    Ok(part_of.iter().enumerate().map(amount).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_judged_by_a_model_that_has_seen_neither_it_nor_its_family() {
        let clusters = [0, 0, 1, 2, 3, 3, 3, 4];
        let seen = out_of_fold::<()>(&clusters, 4, 9, 2, |learn| {
            // What the model knows of each row's own family.
            let knows =
                |cluster: &usize| learn.iter().zip(&clusters).filter(|(_, own)| *own == cluster).map(|(l, _)| l).sum();
            Ok(clusters.iter().map(knows).collect())
        });
        assert_eq!(seen, Ok(vec![0.0; 8]));
    }

    #[test]
    fn the_number_of_threads_changes_nothing() {
        let clusters: Vec<usize> = (0..100).collect();
        let run =
            |threads| out_of_fold::<()>(&clusters, 5, 1, threads, |learn| Ok(learn.iter().map(|l| l * 2.0).collect()));
        assert_eq!(run(1), run(4));
    }
}
