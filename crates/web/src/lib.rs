//! The pages, by audience: family, council, provider, public.
