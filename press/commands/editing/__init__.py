"""What communicators do with texts, facts and pictures: each errand in a file, for the desk to run."""
