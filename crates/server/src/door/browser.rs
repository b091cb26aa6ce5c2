//! Which browser somebody uses, in two words: enough to tell one's own sessions apart, and no fingerprint.

/// What a browser calls itself, and our word for it. Some also call themselves like those that come later.
const BROWSERS: [(&str, &str); 9] = [
    ("Edg", "edge"),
    ("OPR/", "opera"),
    ("Vivaldi", "vivaldi"),
    ("SamsungBrowser", "samsung"),
    ("FxiOS", "firefox"),
    ("Firefox/", "firefox"),
    ("Chrome/", "chrome"),
    ("CriOS", "chrome"),
    ("Safari/", "safari"),
];
/// What a device calls itself, and our word for it.
const DEVICES: [(&str, &str); 7] = [
    ("iPhone", "iphone"),
    ("iPad", "ipad"),
    ("Android", "android"),
    ("CrOS", "chromeos"),
    ("Windows", "windows"),
    ("Mac OS X", "mac"),
    ("Linux", "linux"),
];
/// The word for what is not known.
const OTHER: &str = "other";

/// Returns two words: the browser and the device.
pub fn described(user_agent: &str) -> String {
    let word = |known: &[(&str, &'static str)]| {
        known.iter().find(|(mark, _)| user_agent.contains(mark)).map_or(OTHER, |(_, word)| word)
    };
    format!("{} {}", word(&BROWSERS), word(&DEVICES))
}

#[cfg(test)]
mod tests {
    use super::described;

    #[test]
    fn browsers_that_call_themselves_like_others_are_told_apart() {
        let chrome = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";
        for (agent, words) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0",
                "firefox windows",
            ),
            (
                &format!("Mozilla/5.0 (Windows NT 10.0; Win64; x64) {chrome} Edg/131.0.0.0"),
                "edge windows",
            ),
            (&format!("Mozilla/5.0 (X11; Linux x86_64) {chrome}"), "chrome linux"),
            (&format!("Mozilla/5.0 (Linux; Android 10; K) {chrome}"), "chrome android"),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile/15E148 Safari/604.1",
                "safari iphone",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.0 Safari/605.1.15",
                "safari mac",
            ),
            ("curl/8.0", "other other"),
            ("", "other other"),
        ] {
            assert_eq!(described(agent), words, "{agent}");
        }
    }
}
