"""The change log: the changes of all records in one list, its filters and its files."""
