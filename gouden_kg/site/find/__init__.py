"""Finding without a server: small scripts with data, which a page loads when the reader asks for them."""
