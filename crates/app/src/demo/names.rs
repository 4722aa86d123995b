//! Names to be drawn from. Common in England and Wales, from many places; none of them is anybody's.

/// Given names of girls.
pub const GIRLS: &[&str] = &[
    "Maya", "Ella", "Zara", "Grace", "Chloe", "Aisha", "Ruby", "Freya", "Lily", "Hana", "Nia", "Sofia", "Evie", "Leah",
    "Imani", "Megan", "Ananya", "Isla", "Eleri", "Poppy", "Fatima", "Daisy", "Orla", "Mei", "Rosie", "Yasmin", "Tilly",
    "Ffion", "Ada", "Safiya", "Niamh", "Beth", "Lucy", "Zainab", "Anwen", "Kezia",
];

/// Given names of boys.
pub const BOYS: &[&str] = &[
    "Tom", "Jed", "Owen", "Harry", "Adam", "Yusuf", "Leo", "Dylan", "Noah", "Kwame", "Jack", "Arjun", "Rhys", "Finn",
    "Oscar", "Ibrahim", "Max", "Theo", "Ravi", "Callum", "Ben", "Ewan", "Daniel", "Malik", "George", "Ioan", "Jamal",
    "Luca", "Alfie", "Hassan", "Sam", "John", "Connor", "Elis", "Tariq", "Kai",
];

/// Given names of grown-ups.
pub const ADULTS: &[&str] = &[
    "Karen", "David", "Amina", "Michael", "Sian", "Paul", "Joanne", "Mohammed", "Claire", "Andrew", "Sunita", "Gareth",
    "Nicola", "Emeka", "Rachel", "Stephen", "Farah", "Mark", "Donna", "Peter", "Catrin", "Samina", "Lisa", "Wei",
    "Julie", "Ian", "Abena", "Kevin", "Helen", "Tomasz", "Beverley", "Craig", "Nasreen", "Alun", "Tracey", "Femi",
];

/// Family names. The last few are there so that pages meet them: long, with marks, in another script.
pub const FAMILIES: &[&str] = &[
    "Okafor",
    "Morgan",
    "Bennett",
    "Khan",
    "Taylor",
    "Evans",
    "Patel",
    "O'Brien",
    "Walker",
    "Hughes",
    "Ahmed",
    "Clarke",
    "Roberts",
    "Nowak",
    "Green",
    "Mensah",
    "Davies",
    "Hall",
    "Begum",
    "Lewis",
    "Wood",
    "Singh",
    "Turner",
    "Price",
    "Ali",
    "Cooper",
    "Griffiths",
    "Ward",
    "Hussain",
    "Parker",
    "Llewellyn",
    "Shah",
    "Bailey",
    "Osei",
    "Kelly",
    "Foster",
    "Chen",
    "Jenkins",
    "Barnes",
    "Iqbal",
    "Simmons-Adeyemi",
    "Núñez",
    "عباس",
];
