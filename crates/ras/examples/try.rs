use ras::{Scheme, SchemeFiles};
fn main() {
    let dir = std::env::args().nth(1).unwrap();
    let mut files = SchemeFiles::new();
    for e in std::fs::read_dir(&dir).unwrap() {
        let e = e.unwrap();
        files.insert(e.file_name().to_str().unwrap(), std::fs::read(e.path()).unwrap());
    }
    let s = match Scheme::read(&files) {
        Ok(s) => s,
        Err(e) => {
            println!("{e}");
            return;
        }
    };
    let mut bad = 0;
    for c in &s.cases {
        let calc = match s.on(c.on.unwrap_or(s.effective_from)) {
            Ok(c) => c,
            Err(e) => {
                println!("{e}");
                return;
            }
        };
        let sheet = match calc.sheet(c.answers.iter().map(|(a, b)| (a.as_str(), b.as_str()))) {
            Ok(s) => s,
            Err(e) => {
                println!("{}: {e}", c.name);
                bad += 1;
                continue;
            }
        };
        let score = calc.score(&sheet);
        for (st, want) in &c.expect {
            let got = score.streams.iter().find(|s| s.stream == *st).unwrap();
            let ok = got.amount.as_ref().ok().map(|m| ras::Ratio::new(m.0.into(), 100).unwrap()) == Some(*want);
            if !ok {
                bad += 1;
                println!("{}: {st} wanted {want} got {got:?}", c.name);
            }
        }
        if let Some(r) = &c.refused {
            println!("refused? {r} {:?}", score.streams[0].amount);
        }
    }
    println!("{} cases, {bad} bad", s.cases.len());
}
