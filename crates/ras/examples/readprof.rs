use ras::*;
fn main() {
    let f = |n: &str| std::fs::read(format!("benches/peers/scheme/2026-01-01/{n}")).unwrap();
    let s = Scheme::read(
        &SchemeFiles::new()
            .with("scheme.toml", f("scheme.toml"))
            .with("questions.toml", f("questions.toml"))
            .with("rules.toml", f("rules.toml")),
    )
    .unwrap();
    let c = s.on(s.effective_from).unwrap();
    let path = std::env::args().nth(1).unwrap();
    for _ in 0..5 {
        let t = std::time::Instant::now();
        let mut r = AnswerReader::open(std::fs::File::open(&path).unwrap(), &c).unwrap();
        let mut b = Block::new(&c);
        let mut n = 0;
        while r.next_block(&mut b).unwrap() {
            n += b.len();
        }
        println!("{n} {:?}", t.elapsed());
    }
}
