"""What the product is made of: known vulnerabilities, licences, the plan of its deployment."""
