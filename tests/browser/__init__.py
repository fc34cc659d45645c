"""The finished site, seen as its readers see it: in a browser, by keyboard, on paper; and its files, checked one by one."""
