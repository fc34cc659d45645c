"""What happens to a code between the press and the phone: 14 kinds of damage, each with its strength in millimetres or percent.

Every trial begins with the finished page at 300 dpi, as a raster would print it, on 6 mm more of white paper. One kind of
damage is done to it, with a strength drawn evenly from the range below; then a phone takes the picture: it is held up to 8°
askew, sees 200 dots an inch of the paper, and its sensor adds noise of 2 % of white. Lengths are on paper, so a smaller code
suffers more. Random numbers come from the kind, the trial and SEED alone: the same for every level and size.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable

import cv2
import numpy as np

SEED = 20261121
DPI, PHONE_DPI = 300, 200
MM = DPI / 25.4
TRIALS = 20

Picture = np.ndarray
Random = np.random.Generator


def smooth(random: Random, shape: tuple[int, int], mm: float) -> Picture:
    """Noise between -1 and 1 that changes over ``mm`` on paper."""
    small = (max(2, round(shape[1] / (mm * MM)) + 1), max(2, round(shape[0] / (mm * MM)) + 1))
    field = random.uniform(-1, 1, (small[1], small[0])).astype(np.float32)
    return cv2.resize(field, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)


def blur(picture: Picture, random: Random) -> Picture:
    """Out of focus: Gaussian, 0.15–0.3 mm."""
    return cv2.GaussianBlur(picture, (0, 0), random.uniform(0.15, 0.3) * MM)


def strong_blur(picture: Picture, random: Random) -> Picture:
    """Held too near: Gaussian, 0.4 mm."""
    return cv2.GaussianBlur(picture, (0, 0), 0.4 * MM)


def motion(picture: Picture, random: Random) -> Picture:
    """A hand that shakes: smeared over 0.5–1.2 mm in any direction."""
    length, angle = random.uniform(0.5, 1.2) * MM, random.uniform(0, np.pi)
    side = int(length) | 1
    kernel = np.zeros((side, side), np.float32)
    middle = side // 2
    reach = np.array([np.cos(angle), np.sin(angle)]) * middle
    cv2.line(kernel, tuple(round(v) for v in middle - reach), tuple(round(v) for v in middle + reach), 1.0)
    return cv2.filter2D(picture, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REPLICATE)


def fold(picture: Picture, random: Random) -> Picture:
    """Folded across the code: 1–2 mm of the print rubbed off, the halves 0.2–0.5 mm out of line and one in shadow."""
    middle = round(picture.shape[0] * random.uniform(0.3, 0.6))
    half = random.uniform(0.5, 1.0) * MM
    made = picture.copy()
    made[middle:] = np.roll(made[middle:], round(random.uniform(0.2, 0.5) * MM * random.choice([-1, 1])), axis=1)
    made[middle:] *= random.uniform(0.6, 0.9)
    rows = np.abs(np.arange(picture.shape[0]) - middle)[:, None]
    worn = np.clip(1.2 - rows / half, 0, 1) * random.uniform(0.7, 1.0)
    worn = worn * (0.5 + 0.5 * (smooth(random, picture.shape, 0.5) > -0.3))
    return made + (235 - made) * worn


def perspective(picture: Picture, random: Random) -> Picture:
    """Seen from the side: the far edge 30–60 % shorter."""
    height, width = picture.shape
    near = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
    part = random.uniform(0.30, 0.60) / 2
    far = near + np.float32([[part * width, part * height], [-part * width, part * height], [0, 0], [0, 0]])
    matrix = cv2.getPerspectiveTransform(near, far)
    return cv2.warpPerspective(picture, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=255)


def low_contrast(picture: Picture, random: Random) -> Picture:
    """Little toner, grey paper, dim room: 10–25 % between ink and paper."""
    span, dark = random.uniform(0.10, 0.25), random.uniform(0.2, 0.5)
    return 255 * dark + picture * span


def jpeg(picture: Picture, random: Random) -> Picture:
    """Sent on as a photograph: shrunk to 75 dots an inch, JPEG quality 5–20."""
    small = cv2.resize(picture, None, fx=1 / 4, fy=1 / 4, interpolation=cv2.INTER_AREA)
    _, data = cv2.imencode(".jpg", small.astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, int(random.integers(5, 21))])
    back = cv2.imdecode(data, cv2.IMREAD_GRAYSCALE).astype(np.float32)
    return cv2.resize(back, picture.shape[::-1], interpolation=cv2.INTER_LINEAR)


def noise(picture: Picture, random: Random) -> Picture:
    """A dark room: noise of 20–45 % of white in grains of 0.13 mm."""
    shape = (picture.shape[0] * 2 // 3, picture.shape[1] * 2 // 3)
    grain = random.normal(0, random.uniform(0.20, 0.45) * 255, shape).astype(np.float32)
    return np.clip(picture + cv2.resize(grain, picture.shape[::-1], interpolation=cv2.INTER_LINEAR), 0, 255)


def ink_spread(picture: Picture, random: Random) -> Picture:
    """Soft paper, much ink: every edge 0.12–0.3 mm further out."""
    reach = random.uniform(0.12, 0.3) * MM
    side = 2 * int(np.ceil(reach)) + 1
    kernel = (np.hypot(*np.mgrid[-(side // 2) : side // 2 + 1, -(side // 2) : side // 2 + 1]) <= reach).astype(np.uint8)
    return cv2.GaussianBlur(cv2.erode(picture, kernel), (0, 0), 0.05 * MM)


def ink_loss(picture: Picture, random: Random) -> Picture:
    """An empty cartridge: white streaks of 0.3–1 mm, every 3–6 mm, along the paper."""
    made, x = picture.copy(), random.uniform(0, 4) * MM
    while x < made.shape[1]:
        width = random.uniform(0.3, 1.0) * MM
        left, right = int(x), int(x + width)
        made[:, left:right] = made[:, left:right] * 0.3 + 255 * 0.7
        x += width + random.uniform(3, 6) * MM
    return made


def scratches(picture: Picture, random: Random) -> Picture:
    """Carried in a pocket: 3–8 scratches of 0.2–0.5 mm right across, white or dark."""
    made = picture.copy()
    height, width = picture.shape
    for _ in range(int(random.integers(3, 9))):
        ends = [(int(random.uniform(0, width)), int(random.uniform(0, height))) for _ in range(2)]
        grey = 240.0 if random.uniform() < 0.7 else 60.0
        cv2.line(made, ends[0], ends[1], grey, max(1, round(random.uniform(0.2, 0.5) * MM)), cv2.LINE_AA)
    return made


def stain(picture: Picture, random: Random) -> Picture:
    """Coffee or a thumb: 1–3 spots of 3–7 mm across, 75–95 % dark, anywhere on the picture."""
    made = picture.copy()
    for _ in range(int(random.integers(1, 4))):
        mask = np.zeros_like(picture)
        place = (int(random.uniform(0.15, 0.85) * picture.shape[1]), int(random.uniform(0.15, 0.85) * picture.shape[0]))
        axes = tuple(int(random.uniform(1.5, 3.5) * MM) for _ in range(2))
        cv2.ellipse(mask, place, axes, random.uniform(0, 180), 0, 360, 1.0, -1)
        made = made * (1 - cv2.GaussianBlur(mask, (0, 0), 0.2 * MM) * random.uniform(0.75, 0.95))
    return made


def curl(picture: Picture, random: Random) -> Picture:
    """Round a bottle or a bent card: waves of 0.3–1.2 mm, 25–80 mm long."""
    height, width = picture.shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    wave = random.uniform(0.3, 1.2) * MM
    turn = 2 * np.pi / (random.uniform(25, 80) * MM)
    start = random.uniform(0, 2 * np.pi)
    return cv2.remap(
        picture, x + (wave * np.sin(y * turn + start)).astype(np.float32), y + (wave * np.sin(x * turn)).astype(np.float32),
        cv2.INTER_LINEAR, borderValue=255,
    )  # fmt: skip


def shade(picture: Picture, random: Random) -> Picture:
    """The phone's own shadow and a lamp's glare: light from 15–35 % to full across the code, and a spot burnt white."""
    height, width = picture.shape
    y, x = np.mgrid[0:height, 0:width]
    angle = random.uniform(0, 2 * np.pi)
    along = (x / width - 0.5) * np.cos(angle) + (y / height - 0.5) * np.sin(angle)
    least = random.uniform(0.15, 0.35)
    light = least + (1 - least) / (1 + np.exp(-along * random.uniform(8, 40)))
    place = (random.uniform(0.25, 0.75) * width, random.uniform(0.25, 0.75) * height)
    glare = np.exp(-(((x - place[0]) ** 2 + (y - place[1]) ** 2) / (2 * (random.uniform(1.0, 2.0) * MM) ** 2)))
    return np.clip(picture * light + 300 * glare, 0, 255)


KINDS: dict[str, Callable[[Picture, Random], Picture]] = {
    kind.__name__: kind
    for kind in (
        blur, strong_blur, motion, fold, perspective, low_contrast, jpeg, noise, ink_spread, ink_loss, scratches, stain, curl, shade,
    )
}  # fmt: skip


def photograph(picture: Picture, random: Random) -> Picture:
    """What the phone's camera makes of it, as bytes of grey."""
    height, width = picture.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), random.uniform(-8, 8), 1.0)
    held = cv2.warpAffine(picture, turn, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    seen = cv2.resize(held, None, fx=PHONE_DPI / DPI, fy=PHONE_DPI / DPI, interpolation=cv2.INTER_AREA)
    return np.clip(seen + random.normal(0, 0.02 * 255, seen.shape), 0, 255).astype(np.uint8)


def damaged(page: Picture, kind: str, trial: int) -> Picture:
    """The photograph of a damaged page. ``page`` is grey at 300 dpi."""
    random = np.random.default_rng([SEED, zlib.crc32(kind.encode()), trial])
    margin = round(6 * MM)
    paper = cv2.copyMakeBorder(page, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=255).astype(np.float32)
    return photograph(KINDS[kind](paper, random).astype(np.float32), random)
