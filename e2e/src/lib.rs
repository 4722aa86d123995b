//! Browser journeys, one for each step and audience. The tests stand in `tests/`.
