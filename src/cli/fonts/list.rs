//! `jixiao fonts`: which font plays each part, and why.

use super::search::{self, FoundFont};
use super::{Candidate, candidates, refusal, refused};
use crate::cli::args;
use crate::cli::{Failure, print};
use jixiao::layout::font::{FontSet, FontSlot};
use jixiao::layout::font_licence::Licence;
use jixiao::layout::font_names;

/// The licences of the fonts that the program brings along.
const LICENCES: [&str; 5] = [
    include_str!("../../../data/fonts/licenses/OFL-GongwenHei.txt"),
    include_str!("../../../data/fonts/licenses/OFL-GongwenKai.txt"),
    include_str!("../../../data/fonts/licenses/OFL-GongwenSong.txt"),
    include_str!("../../../data/fonts/licenses/OFL-LiberationSerif.txt"),
    include_str!("../../../data/fonts/licenses/OFL-ZhuqueFangsong.txt"),
];

/// Prints a line for each part, and what was found but may not be used; or the licences.
pub fn run(args: &args::Fonts) -> Result<bool, Failure> {
    if args.licenses {
        print(&LICENCES.join("\n"))?;
        return Ok(true);
    }
    let candidates = candidates(&search::faces(&args.choice)?);
    let set = FontSet::embedded();
    let mut text = String::new();
    for part in FontSlot::ALL {
        text.push_str(&line(part, &candidates, &set));
        text.push('\n');
    }
    for refused in refused(&candidates) {
        text.push_str(&refusal(refused));
        text.push('\n');
    }
    print(&text)?;
    Ok(true)
}

/// Such as `正文（仿宋）：公文用 仿宋_GB2312，现用 simfang.ttf（系统字体，可以嵌入）`.
fn line(part: FontSlot, candidates: &[Candidate], set: &FontSet) -> String {
    let of_part = candidates.iter().rev().filter(|c| c.part == part);
    let chosen = of_part.into_iter().find(|c| c.licence.may_embed());
    let (file, from, licence) = match chosen {
        Some(chosen) => {
            let from = match chosen.found {
                FoundFont::System => "系统字体",
                FoundFont::Folder => "指定文件夹",
            };
            (&chosen.face, from, chosen.licence)
        }
        None => match set.file(part) {
            Some(file) => (file, "程序自带", Licence::of(file)),
            None => return part.chinese().to_owned(),
        },
    };
    format!(
        "{}：公文用 {}，现用 {}（{from}，{}）",
        part.chinese(),
        font_names::wanted(part),
        file.name,
        licence.chinese()
    )
}
