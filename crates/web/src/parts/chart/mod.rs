//! Charts as SVG made on the server, each with its words, its table and a link to its figures.
