"""Reads SELECT * FROM lupo_users and more."""
import logging


def traps(row, logger):
    # the table lupo_users
    logger.info("Deleted all rows from lupo_users")
    logging.debug("SELECT * FROM lupo_users")
    print("select the users from lupo_users")
    raise ValueError("SELECT * FROM lupo_users")
    label = "lupo_users"
    x = row["lupo_users"]
    y = {"lupo_users": 5}
    z = "lupo_users_archive"
    a = "It's a test of FROM lupo_users in prose"
    b = 'unterminated FROM lupo_users
    from lupo_users import x
    return render("lupo_users.html")
