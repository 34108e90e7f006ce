"""The stores, on Firestore: one module per collection."""
