//! Documents on paper: letters, questionnaires and statements as tagged PDF.
