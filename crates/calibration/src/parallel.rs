//! Work beside work: several threads, one result in a fixed order. What a piece gives may depend on its position alone, so
//! the number of threads changes how long it takes and nothing else.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What each position below `count` gives, in order of position.
pub fn map<T: Send>(count: usize, threads: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    if threads <= 1 || count <= 1 {
        return (0..count).map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, T)>> = Mutex::new(Vec::with_capacity(count));
    std::thread::scope(|scope| {
        for _ in 0..threads.min(count) {
            scope.spawn(|| {
                let mut own = Vec::new();
                loop {
                    let position = next.fetch_add(1, Ordering::Relaxed);
                    if position >= count {
                        break;
                    }
                    own.push((position, work(position)));
                }
                // A thread that stopped short has already ended the scope with its own message.
                done.lock().unwrap_or_else(std::sync::PoisonError::into_inner).append(&mut own);
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    done.sort_unstable_by_key(|(position, _)| *position);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_of_threads_gives_the_same_list() {
        let one = map(1_000, 1, |position| position * position);
        for threads in [2, 3, 16] {
            assert_eq!(map(1_000, threads, |position| position * position), one);
        }
        assert_eq!(map(0, 4, |position| position), [0; 0]);
    }
}
