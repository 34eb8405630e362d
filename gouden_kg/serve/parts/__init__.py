"""What the server answers: functions from a request and a release to a reply."""
