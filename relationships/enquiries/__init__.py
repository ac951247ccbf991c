"""What people can send us without an account: enquiries, listings, reports; what becomes of it."""
