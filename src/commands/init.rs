//! `jixiao init`: a small filled-in example to start from.

use super::{Failure, files, say};
use crate::cli;
use jixiao::load::{nearest, profile};

/// Path and text of a file.
type Sample = (&'static str, &'static str);

macro_rules! sample {
    ($profile:literal: $($path:literal)*) => {
        ($profile, &[$(($path, include_str!(concat!("../../data/init/", $profile, "/", $path)))),*])
    };
}

/// The files of each example.
const SAMPLES: &[(&str, &[Sample])] = &[
    sample!("hebei": "部门.yaml" "项目/01-会议费.yaml" "项目/02-科普活动经费.yaml"),
    sample!("tianjin": "部门.yaml" "项目/01-会议费.yaml" "项目/02-科普活动经费.yaml"),
];

/// Writes the example of a profile into a new or empty folder.
pub fn run(args: &cli::Init) -> Result<bool, Failure> {
    let sample = SAMPLES.iter().find(|s| s.0 == args.profile);
    let Some((_, sample)) = sample else { return Err(unknown_profile(&args.profile)) };
    if files::is_occupied(&args.dir) {
        return Err(Failure::new(format!(
            "{} 里已经有文件，没有动它；换一个新文件夹",
            files::show(&args.dir)
        )));
    }
    let mut pending = Vec::new();
    for (path, text) in *sample {
        let path = args.dir.join(path);
        files::make_folder(path.parent().unwrap_or(&args.dir))?;
        pending.push(files::prepare(&path, text.as_bytes())?);
    }
    files::commit(pending)?;
    let dir = files::show(&args.dir);
    say(&format!("建好了 {dir}：部门.yaml 和 {} 个项目", sample.len() - 1));
    say(&format!("照着改好，再运行：jixiao build {dir} -o 输出"));
    Ok(true)
}

/// The error for a profile that is not there.
pub fn unknown_profile(name: &str) -> Failure {
    let known = profile::built_in_names();
    let near = nearest(name, known.iter().copied());
    let near = near.map_or(String::new(), |n| format!("，是“{n}”吗"));
    Failure::new(format!("没有“{name}”这种版式{near}；现有：{}", known.join("、")))
}
