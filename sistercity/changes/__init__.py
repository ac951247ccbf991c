"""The change log: the changes of all records in one list, and putting back what one changed."""
