#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| cchc_fuzz::entries::annex(data));
