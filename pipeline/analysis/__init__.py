"""What people do with records: tables, SQL, the ledger across documents, discourse networks, the report."""
