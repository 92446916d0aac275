"""The salary page: rounds of raises, payrolls, and the salaries of single persons."""
