//! Many departments at once: work on all cores, results in the order of the input.

use crate::cli::Failure;
use crate::cli::support::find::Found;
use indicatif::{ProgressBar, ProgressStyle};
use rayon::ThreadPoolBuilder;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;

/// Departments in work or waiting for their turn, for each thread. More would even out
/// departments of different sizes better, and hold more of them in memory.
const WINDOW: usize = 4;

/// Set by Ctrl-C: what was begun is finished, nothing else is begun.
static STOPPED: AtomicBool = AtomicBool::new(false);

/// Works on every department on `jobs` threads (all cores, where none are named) and gives
/// the results to `take` in order, with the bar that it has to print around. A fault of
/// the program in one department is the failure of that department alone.
///
/// # Errors
/// What `take` fails with; and Ctrl-C, once all that was begun is done.
pub fn in_order<R: Send>(
    found: &[Found],
    jobs: Option<NonZeroUsize>,
    work: impl Fn(&Found) -> Result<R, Failure> + Sync,
    take: impl FnMut(&Found, Result<R, Failure>, &ProgressBar) -> Result<(), Failure>,
) -> Result<(), Failure> {
    each_in_order("部门", found, jobs, work, take)
}

/// As [`in_order`], of things that go by another `name`.
pub fn each_in_order<R: Send>(
    name: &str,
    found: &[Found],
    jobs: Option<NonZeroUsize>,
    work: impl Fn(&Found) -> Result<R, Failure> + Sync,
    mut take: impl FnMut(&Found, Result<R, Failure>, &ProgressBar) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let bar = bar(name, found.len());
    stop_on_interrupt();
    let threads = jobs.or_else(|| std::thread::available_parallelism().ok());
    let threads = threads.map_or(1, usize::from).min(found.len().max(1));
    let pool = ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|e| Failure::new(format!("开不了 {threads} 个线程：{e}")))?;
    let work = |i: usize| {
        catch_unwind(AssertUnwindSafe(|| work(&found[i]))).unwrap_or_else(|_| {
            let why = format!("程序内部出错，没有做完；请把这个{name}发给开发者");
            Err(Failure::new(why))
        })
    };
    pool.in_place_scope_fifo(|scope| {
        let (sender, receiver) = mpsc::channel();
        let begin = |i: usize| {
            let (sender, work) = (sender.clone(), &work);
            // the receiver waits for everything that was begun
            scope.spawn_fifo(move |_| drop(sender.send((i, work(i)))));
        };
        let mut begun = found.len().min(threads * WINDOW);
        (0..begun).for_each(begin);
        let mut waiting = BTreeMap::new();
        let mut next = 0;
        while next < begun {
            let result = loop {
                if let Some(result) = waiting.remove(&next) {
                    break result;
                }
                let Ok((i, result)) = receiver.recv() else {
                    return Err(Failure::new("线程意外结束"));
                };
                waiting.insert(i, result);
            };
            if begun < found.len() && !STOPPED.load(Ordering::SeqCst) {
                begin(begun);
                begun += 1;
            }
            take(&found[next], result, &bar)?;
            next += 1;
            bar.inc(1);
        }
        bar.finish_and_clear();
        match begun < found.len() {
            true => Err(Failure::new(format!(
                "中断了：做完 {begun} 个{name}，还有 {} 个没有做；已写好的文件都是完整的",
                found.len() - begun
            ))),
            false => Ok(()),
        }
    })
}

/// Lets Ctrl-C, or the signal of a scheduler, end the run after what was begun; pressed
/// again, at once.
fn stop_on_interrupt() {
    #[expect(
        clippy::exit,
        reason = "the user asked twice; files are written whole or not"
    )]
    let stop = || {
        if STOPPED.swap(true, Ordering::SeqCst) {
            std::process::exit(130);
        }
        crate::cli::say("正在收尾，再按一次 Ctrl-C 立即结束");
    };
    // without a handler Ctrl-C ends the process, and files are whole all the same
    drop(ctrlc::set_handler(stop));
}

/// A bar on a terminal, and nothing anywhere else.
fn bar(name: &str, count: usize) -> ProgressBar {
    let bar = ProgressBar::new(count as u64);
    let template = format!("{{bar:40}} {{pos}}/{{len}} 个{name}，约剩 {{eta}}");
    let style = ProgressStyle::with_template(&template);
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;
    use std::sync::atomic::AtomicUsize;

    #[test]
    fn results_come_in_order_few_wait_and_a_fault_stays_alone() {
        let found: Vec<_> =
            (0..200).map(|i| Found::named(Path::new(&format!("{i}局")))).collect();
        let jobs = NonZeroUsize::new(3).unwrap();
        let (begun, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let work = |found: &Found| {
            begun.fetch_add(1, Ordering::SeqCst);
            let number: usize = found.place.trim_end_matches('局').parse().unwrap();
            assert_ne!(number, 77, "a fault of the program");
            // the later ones of each few are done first
            (0..(7 - number % 7) * 2_000).for_each(|_| std::hint::spin_loop());
            Ok(number)
        };
        let mut taken = Vec::new();
        let ended = in_order(&found, Some(jobs), work, |_, result, _| {
            let waiting = begun.load(Ordering::SeqCst) - taken.len();
            most.fetch_max(waiting, Ordering::SeqCst);
            taken.push(result.ok());
            Ok(())
        });
        assert!(ended.is_ok());
        let expected: Vec<_> = (0..200).map(|i| (i != 77).then_some(i)).collect();
        assert_eq!(taken, expected);
        assert!((1..=3 * WINDOW + 1).contains(&most.into_inner()));
    }
}
