"""From files to records: values that know their place."""
