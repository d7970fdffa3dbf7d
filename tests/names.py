"""The names of some categories in ten languages, as tests of what is typed want them."""

from server.typed import Typed

ENGLISH = {
    "cat": ["cat", "a cat", "kitty"],
    "bat": ["bat"],
    "ant": ["ant"],
    "bear": ["bear"],
    "beard": ["beard"],
    "pants": ["pants"],
    "hot dog": ["hot dog"],
    "dog": ["dog"],
    "mouse": ["mouse"],
    "knife": ["knife"],
    "cactus": ["cactus"],
    "basket": ["basket"],
    "basketball": ["basketball"],
    "elephant": ["elephant", "an elephant"],
    "soccer ball": ["soccer ball"],
    "foot": ["foot"],
    "table": ["table"],
}
OTHERS = {
    "es": {
        "cat": ["gato"],
        "table": ["mesa"],
        "elephant": ["elefante"],
        "pencil": ["lápiz"],
        "fan": ["piña"],
    },
    "fr": {"cat": ["chat"], "bird": ["oiseau"], "soccer ball": ["ballon", "foot"], "horse": ["cheval"]},
    "de": {"cat": ["Katze"], "mouse": ["Maus"], "tree": ["Baum"], "key": ["Schlüssel"], "feet": ["Füße"]},
    "pt": {"cat": ["gato"], "airplane": ["avião"], "bread": ["pão"]},
    "id": {"cat": ["kucing", "seekor kucing"], "butterfly": ["kupu-kupu"]},
    "ja": {"cat": ["猫", "ねこ"], "computer": ["コンピューター"], "cake": ["ケーキ"], "table": ["机"]},
    "zh-Hans": {"cat": ["猫", "一只猫"], "panda": ["熊猫"], "airplane": ["飞机"], "drill": ["洗衣机"]},
    "ar": {"cat": ["قطة"], "lion": ["أسد"], "hospital": ["مستشفى"]},
    "hi": {"cat": ["बिल्ली"], "moon": ["चाँद"], "penguin": ["पेंगुइन"], "road": ["सड़क"]},
}
LANGUAGES = {"en": ENGLISH, **OTHERS}
TYPED = Typed(LANGUAGES)
