//! The gallery is built into the program: a changed scheme must make a new one.

fn main() {
    println!("cargo::rerun-if-changed=../../schemes");
}
