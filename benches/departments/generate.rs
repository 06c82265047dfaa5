//! `cargo run --example departments -- 文件夹 [个数] [种子] [每百个部门里有错的]`: invented
//! departments to try many at once.

#[path = "mod.rs"]
mod departments;

use departments::{Fault, department};
use std::path::Path;
use std::{env, fs, io};

/// All faults, in the order in which they are dealt out.
const FAULTS: [Fault; 6] = [
    Fault::Sum,
    Fault::Level,
    Fault::Unreadable,
    Fault::Code,
    Fault::Goals,
    Fault::Indicators,
];

fn main() -> io::Result<()> {
    let mut args = env::args().skip(1);
    let Some(folder) = args.next() else {
        return Err(io::Error::other("要写一个文件夹"));
    };
    let mut number = |usual: u64| {
        args.next().map_or(Ok(usual), |a| a.parse().map_err(io::Error::other))
    };
    let (count, seed, share) = (number(1000)?, number(1)?, number(6)?);
    for index in 0..count {
        // spread evenly, and never in the first, which has none before it
        let nth = (index + 1) * share / 100;
        let is_faulty = nth > index * share / 100;
        let fault = FAULTS[nth as usize % FAULTS.len()];
        for (path, bytes) in department(seed, index as usize, is_faulty.then_some(fault))
        {
            let path = Path::new(&folder).join(path);
            fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
            fs::write(path, bytes)?;
        }
    }
    Ok(())
}
