//! What is written down by hand: a receipt with its picture, cash with a signature, miles, hours that wait for a yes.

use super::{LATER, address, send_file};
use crate::money::Desk;

/// One red dot.
pub(super) const DOT: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\xff\0\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

const ON: [(&str, &str); 3] = [("on-day", "29"), ("on-month", "8"), ("on-year", "2026")];

#[tokio::test]
async fn a_receipt_is_kept_with_its_photo_and_can_be_taken_back() {
    let (desk, _) = Desk::opened().await;
    let mut kit = desk.hall.kit(LATER).await;
    let new = desk.family("/records/new/receipt");
    let piece = desk.hall.line.to_string();
    let fields = [&[("payee", "Village Pool"), ("amount", "8.85"), ("piece", piece.as_str())], &ON[..]].concat();
    let kept = send_file(&mut kit, (&new, &new), &fields, ("a.gif", DOT)).await;
    let to = kept.goes_to().to_owned();
    assert!(to.ends_with("done=record-kept"), "{}", kept.text);
    let page = kit.get(&to).await;
    for said in ["Receipt (Village Pool)", "£8.85", "Afternoons in town", "29 August 2026", "Photo of"] {
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
    let one = to.split('?').next().unwrap().to_owned();
    let picture = kit.get(&format!("{one}/picture")).await;
    assert!(picture.headers["content-type"].to_str().unwrap().starts_with("image/"));
    assert!(!picture.text.starts_with("GIF"), "drawn anew");
    let bad = send_file(&mut kit, (&new, &new), &fields, ("a.gif", b"<script>")).await;
    assert!(bad.goes_to().ends_with("picture=no-picture"), "{}", bad.text);
    let told = kit.get(bad.goes_to()).await;
    assert!(told.text.contains("This is not a picture or PDF that we can read"), "{}", told.text);
    let back = kit.fill_in(&one, &format!("{one}/take-back"), &[]).await;
    assert!(back.goes_to().ends_with("done=record-taken-back"), "{}", back.text);
    let twice = kit.fill_in(&new, &format!("{one}/take-back"), &[]).await;
    assert!(twice.text.contains("It was taken back already"), "{}", twice.text);
}

/// A PDF that a shop's program could have written.
fn pdf(inside: &str) -> Vec<u8> {
    format!("%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R {inside} >>\nendobj\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n")
        .into_bytes()
}

#[tokio::test]
async fn a_receipt_that_came_as_a_pdf_is_kept_and_downloaded_by_family_and_worker() {
    let (desk, _) = Desk::opened().await;
    let mut kit = desk.hall.kit(LATER).await;
    let new = desk.family("/records/new/invoice");
    let form = kit.get(&new).await;
    assert!(form.text.contains("A photo or PDF of the bill") && form.text.contains("image/*,.pdf"), "{}", form.text);
    let fields =
        [&[("payee", "Canal Boats"), ("amount", "42"), ("reference", "B-7"), ("piece", "none")], &ON[..]].concat();
    let plain = pdf("/Lang (en-GB)");
    let kept = send_file(&mut kit, (&new, &new), &fields, ("bill.PDF", &plain)).await;
    assert!(kept.goes_to().ends_with("done=record-kept"), "{}", kept.text);
    let one = kept.goes_to().split('?').next().unwrap().to_owned();
    let page = kit.get(&one).await;
    assert!(page.text.contains("Download the PDF: Bill (Canal Boats)") && !page.text.contains("<img"), "{}", page.text);

    let mut grace = desk.worker(LATER + 1).await;
    let spending = desk.office("/spending");
    let list = grace.get(&spending).await;
    assert!(list.text.contains("PDF of Canal Boats"), "{}", list.text);
    let id = one.rsplit('/').next().unwrap();
    for (who, at) in [(&mut kit, format!("{one}/picture")), (&mut grace, format!("{spending}/records/{id}"))] {
        let file = who.get(&at).await;
        assert_eq!(file.text.as_bytes(), plain);
        let told = |name: &str| file.headers[name].to_str().unwrap().to_owned();
        assert_eq!(told("content-type"), "application/pdf");
        assert!(told("content-disposition").starts_with("attachment;") && told("x-content-type-options") == "nosniff");
        assert!(told("content-security-policy").contains("sandbox"));
    }
}

#[tokio::test]
async fn a_pdf_in_which_something_would_run_is_not_kept_and_the_page_says_why() {
    let (desk, _) = Desk::opened().await;
    let mut kit = desk.hall.kit(LATER).await;
    let new = desk.family("/records/new/receipt");
    let fields = [&[("payee", "Shop"), ("amount", "3"), ("piece", "none")], &ON[..]].concat();
    for (file, why, said) in [
        (pdf("/OpenAction << /S /Java#53cript /JS (app.alert(1)) >>"), "pdf-runs", "wants to run a program"),
        (pdf("/Names << /EmbeddedFiles 3 0 R >>"), "pdf-carries-files", "other files inside"),
        (pdf("/Encrypt 4 0 R"), "pdf-locked", "locked with a password"),
        (pdf("")[..60].to_vec(), "pdf-cut-off", "The end of this PDF is missing"),
    ] {
        let kept = send_file(&mut kit, (&new, &new), &fields, ("a.pdf", &file)).await;
        assert!(kept.goes_to().ends_with(&format!("picture={why}")), "{}", kept.goes_to());
        let told = kit.get(kept.goes_to()).await;
        assert!(told.text.contains(said) && told.text.contains("written down all the same"), "{}", told.text);
        assert!(!told.text.contains("Download the PDF"), "{}", told.text);
        // added on its own page afterwards, it is told there
        let one = kept.goes_to().split('?').next().unwrap().to_owned();
        let again = send_file(&mut kit, (&one, &format!("{one}/picture")), &[], ("a.pdf", &file)).await;
        assert!(again.status == 422 && again.text.contains(said), "{} {}", again.status, again.text);
    }
    let large = [pdf("").as_slice(), &[b' '; 11 * 1024 * 1024]].concat();
    let kept = send_file(&mut kit, (&new, &new), &fields, ("a.pdf", &large)).await;
    let told = kit.get(kept.goes_to()).await;
    assert!(told.text.contains("The file is too large. At most 10 MB"), "{}", told.text);
    let made_up = kit.get(&told_without(kept.goes_to())).await;
    assert!(made_up.text.contains("The file is not kept"), "{}", made_up.text);
}

/// The same page with a reason that nobody gave.
fn told_without(address: &str) -> String {
    format!("{}?picture=nonsense", address.split('?').next().unwrap())
}

#[tokio::test]
async fn suffolk_cash_is_told_at_the_moment_of_entry_and_needs_a_signature() {
    let (desk, _) = Desk::opened().await;
    let mut kit = desk.hall.kit(LATER).await;
    let new = desk.family("/records/new/cash");
    let page = kit.get(&new).await;
    assert!(page.text.contains("Cash leaves no trace") && page.text.contains("let the person sign"), "{}", page.text);
    let fields = [&[("payee", "Rob"), ("amount", "30"), ("what", "two hours"), ("piece", "none")], &ON[..]].concat();
    let bare = send_file(&mut kit, (&new, &new), &fields, ("", b"")).await;
    assert!(bare.status == 422 && bare.text.contains("Write who signed"), "{}", bare.text);
    let signed = [&fields[..], &[("signed-by", "Rob Young")]].concat();
    let kept = send_file(&mut kit, (&new, &new), &signed, ("", b"")).await;
    assert!(kept.goes_to().ends_with("done=record-kept"), "{}", kept.text);
    let page = kit.get(kept.goes_to()).await;
    assert!(page.text.contains("Rob Young") && page.text.contains("no part of the plan is chosen"), "{}", page.text);
}

#[tokio::test]
async fn miles_and_hours_are_worked_out_and_hours_of_a_worker_wait_for_a_yes() {
    let (desk, _) = Desk::opened().await;
    let mut kit = desk.hall.kit(LATER).await;
    let piece = desk.hall.line.to_string();
    let miles = desk.family("/records/new/mileage");
    let trip = [("payee", "Kit"), ("journey", "home to the pool"), ("miles", "12.5"), ("rate", "45p")];
    let fields = [&trip[..], &[("piece", piece.as_str())], &ON].concat();
    let kept = send_file(&mut kit, (&miles, &miles), &fields, ("", b"")).await;
    let page = kit.get(kept.goes_to()).await;
    assert!(page.text.contains("£5.63") && page.text.contains("12.5 miles"), "{}", page.text);
    let wrong = [&trip[..2], &[("miles", "far"), ("rate", "45p"), ("piece", "none")], &ON].concat();
    let refused = send_file(&mut kit, (&miles, &miles), &wrong, ("", b"")).await;
    assert!(refused.status == 422 && refused.text.contains("Write a number such as 12"), "{}", refused.text);

    let mut grace = desk.worker(LATER + 1).await;
    let hours = desk.family("/records/new/timesheet");
    let from = [("from-day", "24"), ("from-month", "8"), ("from-year", "2026")];
    let worked = [("payee", "Rob"), ("hours", "7.5"), ("wage", "12.71"), ("piece", piece.as_str())];
    let fields = [&worked[..], &from, &ON].concat();
    // workers have no family pages: what they write down comes through the action
    assert_ne!(send_file(&mut grace, (&hours, &hours), &fields, ("", b"")).await.status, 200);
    let kept = send_file(&mut kit, (&hours, &hours), &fields, ("", b"")).await;
    assert!(kept.goes_to().ends_with("done=record-kept"), "{}", kept.text);
    let page = kit.get(kept.goes_to()).await;
    assert!(page.text.contains("£95.33") && page.text.contains("counts when the bank shows"), "{}", page.text);
    let list = kit.get(&desk.family("/records")).await;
    assert!(list.text.contains("Hours (Rob)") && list.text.contains("Miles (Kit)"), "{}", list.text);
    address(&list, &desk.family("/records/"));
    assert_eq!(kit.get(&desk.family("/records/new/nonsense")).await.status, 404);
}
