//! Unpacks the embedded fonts once, at build time: the command then maps them from its
//! own file, and a run pays nothing for faces it does not use.

use std::{env, fs, io::Read, path::Path};

fn main() {
    println!("cargo:rerun-if-changed=data/fonts/zst");
    let out = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    for entry in fs::read_dir("data/fonts/zst").expect("data/fonts/zst is in the crate") {
        let path = entry.expect("a readable folder").path();
        let packed = fs::read(&path).expect("a readable font");
        let mut font = Vec::new();
        ruzstd::decoding::StreamingDecoder::new(packed.as_slice())
            .expect("a zstd frame")
            .read_to_end(&mut font)
            .expect("a whole zstd frame");
        let name = path.file_stem().expect("NAME.ttf.zst");
        fs::write(Path::new(&out).join(name), font).expect("a writable OUT_DIR");
    }
}
