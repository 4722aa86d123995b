//! Reading cases from the outside.

use calibration::cases::{Columns, read};

#[test]
fn a_column_may_have_the_name_that_the_file_gives_it() {
    let columns = Columns { person: "id".to_owned(), cost: "expenditures".to_owned(), ..Columns::default() };
    let text = "id,age.cohort,expenditures\n10210,13-17,2113\n10409,22-50,41924\n";
    let (cases, faults) = read(text.as_bytes(), &columns).unwrap();
    assert_eq!(faults, []);
    assert_eq!(cases.cost_pence, [211_300, 4_192_400]);
    assert_eq!(cases.group("age.cohort").unwrap().values, ["13-17", "22-50"]);
}
