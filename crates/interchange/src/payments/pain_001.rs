//! ISO 20022 pain.001.001.09: a credit transfer in sterling, accounts named by sort code and number.

use seven_core::Pence;
use seven_core::banking::SortCode;

use super::{Payment, PaymentFault, PaymentFile};

/// The message as XML. Elements stand in the order of the schema.
///
/// # Errors
/// [`PaymentFault`].
pub fn pain_001(file: &PaymentFile) -> Result<String, PaymentFault> {
    let total = file.check()?;
    let from = &file.originator;
    let (many, sum, name) = (file.payments.len(), pounds(total), text(&from.name, 140));
    let mut out = String::with_capacity(1_024 + many * 700);
    out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\">\n<CstmrCdtTrfInitn>\n");
    out.push_str(&format!(
        "<GrpHdr><MsgId>{}</MsgId><CreDtTm>{}</CreDtTm><NbOfTxs>{many}</NbOfTxs><CtrlSum>{sum}</CtrlSum>\
         <InitgPty><Nm>{name}</Nm></InitgPty></GrpHdr>\n",
        text(&file.id, 35),
        text(&file.made_at, 40)
    ));
    out.push_str(&format!(
        "<PmtInf><PmtInfId>{}</PmtInfId><PmtMtd>TRF</PmtMtd><BtchBookg>true</BtchBookg><NbOfTxs>{many}</NbOfTxs>\
         <CtrlSum>{sum}</CtrlSum>\n<ReqdExctnDt><Dt>{}</Dt></ReqdExctnDt>\n<Dbtr><Nm>{name}</Nm></Dbtr>\n\
         <DbtrAcct><Id><Othr><Id>{}</Id></Othr></Id><Ccy>GBP</Ccy></DbtrAcct>\n<DbtrAgt>{}</DbtrAgt>\n",
        text(&file.id, 35),
        file.processed_on,
        from.account,
        agent(from.sort_code)
    ));
    file.payments.iter().for_each(|payment| out.push_str(&transfer(payment)));
    out.push_str("</PmtInf>\n</CstmrCdtTrfInitn>\n</Document>\n");
    Ok(out)
}

fn transfer(payment: &Payment) -> String {
    format!(
        "<CdtTrfTxInf><PmtId><EndToEndId>{}</EndToEndId></PmtId><Amt><InstdAmt Ccy=\"GBP\">{}</InstdAmt></Amt>\
         <CdtrAgt>{}</CdtrAgt><Cdtr><Nm>{}</Nm></Cdtr><CdtrAcct><Id><Othr><Id>{}</Id></Othr></Id></CdtrAcct>\
         <RmtInf><Ustrd>{}</Ustrd></RmtInf></CdtTrfTxInf>\n",
        text(&payment.id, 35),
        pounds(payment.pence),
        agent(payment.sort_code),
        text(&payment.name, 140),
        payment.account,
        text(payment.reference.as_str(), 140)
    )
}

fn agent(code: SortCode) -> String {
    let system = "<ClrSysId><Cd>GBDSC</Cd></ClrSysId>";
    format!("<FinInstnId><ClrSysMmbId>{system}<MmbId>{}</MmbId></ClrSysMmbId></FinInstnId>", code.plain())
}

/// Pounds and pence without signs of grouping; sums here are above nothing.
fn pounds(sum: Pence) -> String {
    format!("{}.{:02}", sum.0 / 100, sum.0 % 100)
}

/// A text of at most so many letters, in which nothing is a mark.
fn text(words: &str, longest: usize) -> String {
    let mut out = String::with_capacity(words.len());
    for letter in words.trim().chars().filter(|letter| !letter.is_control()).take(longest) {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            other => out.push(other),
        }
    }
    out
}
