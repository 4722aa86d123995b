//! An element of a marked-up file: its name, its text, its line, what is within it.

/// Elements stand within each other at most so deep.
pub(super) const DEEPEST: usize = 60;

/// One element.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Node {
    pub name: String,
    pub text: String,
    /// The attribute `Ccy`, the one that statements have.
    pub currency: Option<String>,
    pub line: u64,
    pub children: Vec<Node>,
}

impl Node {
    pub fn new(name: impl Into<String>, line: u64) -> Node {
        Node { name: name.into(), line, ..Node::default() }
    }

    /// The first child of a name.
    pub fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|child| child.name == name)
    }

    /// All children of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node> + use<'a> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The names of all children, in order.
    #[cfg(test)]
    pub fn names(&self) -> Vec<&str> {
        self.children.iter().map(|child| child.name.as_str()).collect()
    }

    /// What is reached by the first child of each name.
    pub fn at(&self, path: &[&str]) -> Option<&Node> {
        path.iter().try_fold(self, |node, name| node.child(name))
    }

    /// The text there, if it is not empty.
    pub fn text_at(&self, path: &[&str]) -> Option<&str> {
        self.at(path).map(|node| node.text.trim()).filter(|text| !text.is_empty())
    }

    /// The first of several paths that has a text.
    pub fn first_text(&self, paths: &[&[&str]]) -> Option<&str> {
        paths.iter().find_map(|path| self.text_at(path))
    }
}
