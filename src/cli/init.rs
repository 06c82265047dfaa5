//! `jixiao init`: a small filled-in example to start from.

use crate::cli::args;
use crate::cli::support::{files, forms};
use crate::cli::{Failure, init_reports, say};
use jixiao::model::ReportKind;

/// Path and text of a file.
pub type Sample = (&'static str, &'static str);

macro_rules! sample {
    ($profile:literal in $folder:literal: $($path:literal)*) => {
        ($profile, &[$(($path, include_str!(concat!("../../data/", $folder, "/", $path)))),*])
    };
}

/// The files of each example.
const SAMPLES: &[(&str, &[Sample])] = &[
    sample!("hebei" in "init/hebei":
        "部门.yaml" "项目/01-会议费.yaml" "项目/02-科普活动经费.yaml"),
    sample!("hebei-2021" in "examples/沙岭县残疾人联合会":
        "部门.yaml" "项目/01-残疾儿童康复训练补助.yaml" "项目/02-残疾人技能培训经费.yaml"),
    sample!("tianjin" in "init/tianjin":
        "部门.yaml" "项目/01-会议费.yaml" "项目/02-科普活动经费.yaml"),
    sample!("central" in "examples/远江流域水文监测中心":
        "部门.yaml" "项目/01-水文站网运行维护.yaml" "项目/02-青石渡、白杨口测站改造.yaml"
        "项目/03-流域水质数据汇交平台.yaml"),
    sample!("shanghai" in "examples/汐浦区图书馆":
        "部门.yaml" "项目/01-24小时智能书房建设.yaml" "项目/02-地方文献数字化.yaml"
        "项目/03-少儿阅读推广活动.yaml"),
    sample!("sichuan" in "examples/岷溪县农业农村局":
        "部门.yaml" "项目/01-高标准农田管护.yaml" "项目/02-水稻绿色防控技术推广.yaml"
        "项目/03-农村人居环境整治奖补.yaml" "项目/04-农技人员田间指导补助.yaml"),
    sample!("chongqing" in "examples/渝桐区林业局":
        "部门.yaml" "项目/01-石盘村道路绿化.yaml" "项目/02-森林防火检查站改造.yaml"),
    sample!("quyu" in "examples/青梧县农业农村局":
        "部门.yaml" "项目/01-良种繁育奖补资金.yaml"),
    sample!("shaanxi" in "examples/秦禾区水利局":
        "部门.yaml" "项目/01-农村供水管网更新.yaml"),
    sample!("hubei" in "examples/鄂汀市机关服务中心":
        "部门.yaml" "项目/01-办公楼运行保障.yaml"),
    sample!("hunan" in "examples/沅屏县农业科学研究所":
        "部门.yaml" "项目/01-地方品种资源保存.yaml"),
    sample!("jiangxi" in "examples/赣岭县林业局":
        "部门.yaml" "项目/01-公益林管护.yaml"),
];

/// The example of a built-in profile: 部门.yaml first.
pub fn sample(profile: &str) -> Option<&'static [Sample]> {
    SAMPLES.iter().find(|s| s.0 == profile).map(|s| s.1)
}

/// The files of a new text in the built-in form `profile`: path and text. The years of the
/// example move along with its budget year; codes of another year are left to be given.
pub fn blank(
    profile: &str,
    department: &str,
    year: u16,
) -> Option<Vec<(String, String)>> {
    let sample = sample(profile)?;
    let own_year = sample.iter().find_map(|(_, text)| year_of(text))?;
    let by = i32::from(year) - i32::from(own_year);
    let written = |line: &str| match line.split_once(':') {
        Some(("部门名称", _)) => format!("部门名称: {department}\n"),
        Some(("项目编码", _)) if by != 0 => "项目编码: 待编\n".to_owned(),
        _ => moved(line, by),
    };
    let named = |text: &str| text.split_inclusive('\n').map(written).collect::<String>();
    Some(sample.iter().map(|(path, text)| ((*path).to_owned(), named(text))).collect())
}

/// The 年度 of 部门.yaml.
fn year_of(text: &str) -> Option<u16> {
    let value = text.lines().find_map(|line| line.strip_prefix("年度:"))?;
    value.split('#').next()?.trim().parse().ok()
}

/// A line with its years, numbers of four digits, moved.
fn moved(line: &str, by: i32) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let digits = rest[start..].find(|c: char| !c.is_ascii_digit());
        let end = digits.map_or(rest.len(), |i| start + i);
        let number = &rest[start..end];
        out.push_str(&rest[..start]);
        match number.parse::<i32>() {
            Ok(year) if number.len() == 4 && (2000..2100).contains(&year) => {
                out.push_str(&(year + by).to_string());
            }
            _ => out.push_str(number),
        }
        rest = &rest[end..];
    }
    out + rest
}

/// Writes the example of a profile into a new or empty folder.
pub fn run(args: &args::Init) -> Result<bool, Failure> {
    if args.evaluation {
        return init_reports::run(args, ReportKind::Evaluation, None);
    }
    if let Some(month) = &args.monitoring {
        let month =
            month.parse().map_err(|why| Failure::new(format!("--监控：{why}")))?;
        return init_reports::run(args, ReportKind::Monitoring, Some(month));
    }
    let chosen = forms::chosen(&args.profile, &args.dir)?;
    let Some(sample) = sample(&chosen.root) else {
        return Err(forms::unknown(&chosen.root));
    };
    if files::is_occupied(&args.dir) {
        return Err(Failure::new(format!(
            "{} 里已经有文件，没有动它；换一个新文件夹",
            files::show(&args.dir)
        )));
    }
    let mut pending = Vec::new();
    for (path, text) in sample {
        let path = args.dir.join(path);
        files::make_folder(path.parent().unwrap_or(&args.dir))?;
        // only 部门.yaml says it
        let of_root = format!("版式: {}", chosen.root);
        let text = text.replacen(&of_root, &format!("版式: {}", chosen.name), 1);
        pending.push(files::prepare(&path, text.as_bytes())?);
    }
    files::commit(pending)?;
    let dir = files::show(&args.dir);
    say(&format!("建好了 {dir}：部门.yaml 和 {} 个项目", sample.len() - 1));
    say(&format!("照着改好，再运行：jixiao build {dir} -o 输出"));
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_text_is_of_its_own_year() {
        for (profile, files) in SAMPLES {
            let own = files.iter().find_map(|f| year_of(f.1)).unwrap();
            let next = blank(profile, "青山县档案馆", own + 1).unwrap();
            let all: String = next.iter().map(|f| f.1.as_str()).collect();
            assert!(all.contains(&format!("年度: {}", own + 1)), "{profile}");
            assert!(all.contains("部门名称: 青山县档案馆"), "{profile}");
            assert!(!all.contains(&format!("{own}年12月")), "{profile}");
        }
        assert_eq!(moved("2026年5月，18000、20261", 1), "2027年5月，18000、20261");
    }
}
