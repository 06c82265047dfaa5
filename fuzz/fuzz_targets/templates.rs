//! Any department that can be read goes through the templates into a document.

#![no_main]

use jixiao::compose::compose;
use jixiao::yaml::load::{File, Input, load};
use jixiao::text::source::Sources;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let file = File { path: "a.yaml".into(), bytes: Ok(text.into()) };
    let input = Input { department: Some(file), ..Input::default() };
    let loaded = load(&input, &mut Sources::default());
    if let (Some(department), Some(profile)) = (loaded.department, loaded.profile) {
        compose(&department, &profile).expect("the built-in templates take any text");
    }
});
