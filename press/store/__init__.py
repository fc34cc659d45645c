"""The store remembers (ledger, stamps) and writes (output)."""
