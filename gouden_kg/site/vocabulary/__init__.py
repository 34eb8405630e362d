"""What the terms mean, which code lists there are, and what is checked."""
