"""The desk: a web application on this machine alone, where communicators write and print staff print."""
