"""Of pythainlp's 64 MB of word lists and models the program's word breaking reads two files.

PyInstaller's own hook takes them all; this one stands in its place.
"""

from PyInstaller.utils.hooks import collect_data_files

datas = collect_data_files(
    "pythainlp", includes=["corpus/words_th.txt", "corpus/stopwords_th.txt", "corpus/*.license"]
)
